// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/link/ListenScope.h"

#include <QObject>
#include <QSocketNotifier>
#include <QTcpServer>

#include <memory>
#include <optional>
#include <vector>

namespace everbounce {

/// Accepts the TCP connections of other nodes, on one port of every address that the scope opens. Lives on
/// the cluster's thread.
class LinkServer : public QObject
{
    Q_OBJECT
public:
    explicit LinkServer(QObject *parent = nullptr);
    ~LinkServer() override;

    /// An empty text, or what went wrong.
    QString listen(const ListenScope &scope);
    quint16 port() const { return m_port; }
    void close() { m_doors.clear(); }

    /// Whether connections are accepted; while not, the system queues them.
    void setAccepting(bool accepting);

Q_SIGNALS:
    /// The receiver, exactly one, owns the descriptor.
    void incoming(int descriptor, const QHostAddress &from);

private:
    struct Door
    {
        std::unique_ptr<QTcpServer> server;
        std::unique_ptr<QSocketNotifier> knocks; ///< destroyed before the server
    };

    std::optional<Door> tryListen(const QHostAddress &address, quint16 port);
    void take(int socket, QSocketNotifier *door);

    std::vector<Door> m_doors;
    bool m_accepting = true;
    quint16 m_port = 0;
};

} // namespace everbounce
