// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/RateLimit.h"
#include "engine/cluster/link/server/LinkServer.h"
#include "engine/cluster/link/server/Places.h"
#include "engine/cluster/pairing/digits/PairingSession.h"

#include <functional>
#include <map>
#include <vector>

namespace everbounce {

/// The TCP port at which newcomers ask, open only while somebody invites. Strangers come here, so there are
/// few places, few of them for one address, and no time to waste. Lives on the cluster's thread.
class PairingDoor : public QObject
{
    Q_OBJECT
public:
    static constexpr Places::Limits places{.all = 16, .strangers = 16, .each = 4};
    static constexpr int newcomersPerSecond = 20; ///< more are turned away before anything is computed

    /// `exchange` makes this side of each newcomer's exchange.
    PairingDoor(const ListenScope &scope, std::function<PairingExchange()> exchange, QObject *parent);

    /// Opens the port if it is not open, the same one as before if it is free. An empty text, or what is
    /// wrong.
    [[nodiscard]] QString open();

    /// No newcomers from now on; those that are inside go on.
    void close();

    /// Ends the exchanges of those who came to compare digits, whether these are shown yet or not.
    void endDigits(PairingEnd why);

    /// Ends all who are inside, and the next open() opens the port there.
    void moveTo(const ListenScope &scope);

    bool isOpen() const { return m_isOpen; }
    quint16 port() const { return m_server->port(); }

Q_SIGNALS:
    void digitsShown(everbounce::PairingSession *session);
    /// The session goes away after this.
    void ended(everbounce::PairingSession *session, everbounce::PairingEnd end);

private:
    void closePort();
    std::vector<PairingSession *> inside() const;
    void letIn(int descriptor, const QHostAddress &from);

    ListenScope m_scope;
    std::function<PairingExchange()> m_exchange;
    std::unique_ptr<LinkServer> m_server; ///< since it was opened first
    bool m_isOpen = false;
    bool m_hasPort = false;
    Places m_places{places};
    RateLimit m_rate{newcomersPerSecond};
    std::map<Places::Id, PairingSession *> m_sessions;
};

} // namespace everbounce
