// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/link/server/ListenScope.h"

#include <QObject>
#include <QSocketNotifier>

#include <memory>
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
    void close();

    /// Whether connections are accepted; while not, the system queues them.
    void setAccepting(bool accepting);

Q_SIGNALS:
    /// The receiver, exactly one, owns the descriptor.
    void incoming(int descriptor, const QHostAddress &from);

private:
    class Door;

    std::unique_ptr<Door> tryListen(const QHostAddress &address);
    void take(int socket, QSocketNotifier *door);

    std::vector<std::unique_ptr<Door>> m_doors;
    bool m_accepting = true;
    quint16 m_port = 0;
};

} // namespace everbounce
