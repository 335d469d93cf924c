// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/behaviors/RowsModel.h"

#include <QtQml/qqmlregistration.h>

namespace everbounce {

/// All faults that a person may ask for; never changes. Roles: `name`, `brief` and `title`, `what` it does,
/// what to `see` then, `seconds` it lasts (0: it has no length) and `dangerous`, which needs three clicks.
class FaultsModel : public RowsModel
{
    Q_OBJECT
    QML_ELEMENT
public:
    explicit FaultsModel(QObject *parent = nullptr);
};

} // namespace everbounce
