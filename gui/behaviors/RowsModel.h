// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>

namespace everbounce {

/// A list that is set as a whole but changes row by row: a row that stays keeps its item in the window, and
/// so the keyboard's focus and the scroll position. Lives on the main thread.
class RowsModel : public QAbstractListModel
{
    Q_OBJECT
public:
    struct Row
    {
        QString key;         ///< rows with the same key are the same thing
        QVariantList values; ///< one for each role, in their order

        bool operator==(const Row &) const = default;
    };

    explicit RowsModel(const QList<QByteArray> &roles, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

protected:
    void show(const QList<Row> &wanted);

private:
    qsizetype find(const QString &key, qsizetype from) const;
    void removeGone(const QList<Row> &wanted);
    void bringTo(int row, const Row &wanted);

    QList<QByteArray> m_roles;
    QList<Row> m_rows;
};

} // namespace everbounce
