// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/behaviors/RowsModel.h"

#include <algorithm>

namespace everbounce {

RowsModel::RowsModel(const QList<QByteArray> &roles, QObject *parent)
    : QAbstractListModel(parent)
    , m_roles(roles)
{
}

int RowsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant RowsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    return m_rows.at(index.row()).values.value(role - Qt::UserRole);
}

QHash<int, QByteArray> RowsModel::roleNames() const
{
    QHash<int, QByteArray> names;
    for (int i = 0; i < m_roles.size(); ++i)
        names.insert(Qt::UserRole + i, m_roles.at(i));
    return names;
}

void RowsModel::show(const QList<Row> &wanted)
{
    removeGone(wanted);
    for (int row = 0; row < wanted.size(); ++row)
        bringTo(row, wanted.at(row));
}

qsizetype RowsModel::find(const QString &key, qsizetype from) const
{
    const auto has = [&key](const Row &row) { return row.key == key; };
    return std::find_if(m_rows.begin() + from, m_rows.end(), has) - m_rows.begin();
}

void RowsModel::removeGone(const QList<Row> &wanted)
{
    for (int row = int(m_rows.size()) - 1; row >= 0; --row) {
        const auto is = [this, row](const Row &other) { return other.key == m_rows.at(row).key; };
        if (std::any_of(wanted.begin(), wanted.end(), is))
            continue;
        beginRemoveRows({}, row, row);
        m_rows.removeAt(row);
        endRemoveRows();
    }
}

void RowsModel::bringTo(int row, const Row &wanted)
{
    const int old = int(find(wanted.key, row)); // those above are already in place
    if (old == m_rows.size()) {
        beginInsertRows({}, row, row);
        m_rows.insert(row, wanted);
        endInsertRows();
        return;
    }
    if (old != row) {
        beginMoveRows({}, old, old, {}, row);
        m_rows.move(old, row);
        endMoveRows();
    }
    if (m_rows.at(row) == wanted)
        return;
    m_rows[row] = wanted;
    Q_EMIT dataChanged(index(row), index(row));
}

} // namespace everbounce
