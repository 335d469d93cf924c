// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QQuickItem>

namespace everbounce {

/// An item that screen readers announce as soon as it appears, as an alert: its role alone would only tell
/// those who come upon it.
class AlertItem : public QQuickItem
{
    Q_OBJECT
    QML_ELEMENT
public:
    using QQuickItem::QQuickItem;

protected:
    void componentComplete() override;
};

} // namespace everbounce
