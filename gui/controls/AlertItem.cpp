// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/controls/AlertItem.h"

#include <QAccessible>

namespace everbounce {

void AlertItem::componentComplete()
{
    QQuickItem::componentComplete();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

} // namespace everbounce
