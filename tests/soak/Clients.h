// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/soak/Cluster.h"

#include <QElapsedTimer>
#include <QHash>

namespace everbounce::soak {

/// Clients that give commands one after the other, each to some node, and give it to another node under the
/// same id until an answer says what became of it. They remember what was acknowledged.
class Clients : public QObject
{
    Q_OBJECT
public:
    struct Acknowledged
    {
        quint64 term = 0;
        quint64 revision = 0;
        int copies = 0;
    };

    Clients(Cluster &cluster, int count, quint64 seed);

    /// They give no more commands, and finish the current ones.
    void stop() { m_stopped = true; }
    bool areDone() const { return m_open == 0; }

    const QHash<QByteArray, Acknowledged> &acknowledged() const { return m_acknowledged; }
    /// Their ids, in the order in which the answers came.
    const QByteArrayList &order() const { return m_order; }
    /// Ids that were sent to some node.
    qsizetype given() const { return m_given; }
    /// The longest time from the first try to the acknowledgement, in milliseconds.
    qint64 longest() const { return m_longest; }

    /// Answers that no honest node gives.
    QStringList oddities;

    static QString pathOf(const QByteArray &id);
    static QJsonObject bodyOf(const QByteArray &id);

private:
    void give(const QByteArray &id, const QElapsedTimer &since, int tries);
    void giveNext(int client);

    Cluster &m_cluster;
    Random m_random;
    QHash<QByteArray, Acknowledged> m_acknowledged;
    QByteArrayList m_order;
    std::vector<int> m_next; ///< the number of each client's next command
    qsizetype m_given = 0;
    int m_open = 0;
    qint64 m_longest = 0;
    bool m_stopped = false;
};

} // namespace everbounce::soak
