// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModel>
#include <QStringList>
#include <QVariant>

namespace everbounce {

/// What a list model says in one of its rows.
inline QVariant value(const QAbstractItemModel &model, int row, const char *role)
{
    return model.data(model.index(row, 0), model.roleNames().key(role, -1));
}

/// And in all of them.
inline QStringList column(const QAbstractItemModel &model, const char *role)
{
    QStringList values;
    for (int row = 0; row < model.rowCount(); ++row)
        values << value(model, row, role).toString();
    return values;
}

} // namespace everbounce
