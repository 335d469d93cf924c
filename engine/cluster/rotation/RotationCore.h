// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/NodeId.h"
#include "engine/base/RateLimit.h"
#include "engine/base/Time.h"
#include "engine/cluster/keyring/Keyring.h"

#include <QStringList>

#include <functional>
#include <map>
#include <optional>
#include <variant>
#include <vector>

namespace everbounce {

/// What a node tells all linked nodes of its ring.
struct RingNews
{
    quint64 generation = 0; ///< of the newest key
    QByteArray digest;      ///< Keyring::digest()

    bool operator==(const RingNews &) const = default;
};

/// What became of a rotation that somebody asked for.
struct RotationAnswer
{
    int status = 200; ///< as in HTTP
    QString problem;  ///< one sentence, if the status says so
    int copies = 0;   ///< nodes that have the new key by now
    quint64 generation = 0;

    static RotationAnswer refused(int status, const QString &problem) { return {status, problem}; }
    bool operator==(const RotationAnswer &) const = default;
};

/// How a cluster gets a new key, as one node sees it: who has which ring, whom to send what, and when a
/// rotation is done. Pure: events and the time go in, actions come out. See docs/protocol.md, "The ring".
class RotationCore
{
public:
    // What is to be done:
    struct Persist ///< merge this ring into the key file; persisted() follows
    {
        Keyring ring;
    };
    struct Use ///< ring() has changed: use its keys from now on
    {
    };
    struct Tell ///< send news() to that node, or to all
    {
        NodeId to;
    };
    struct Letter ///< seal the ring to the member, and send it
    {
        NodeId to;
        QByteArray member;
    };
    struct Notice ///< tell that node that it was removed
    {
        NodeId to;
    };
    struct Expel ///< end the link, after what was sent over it
    {
        NodeId node;
    };
    struct Answer ///< to a request
    {
        quint64 request;
        RotationAnswer answer;
    };
    struct Left ///< this node was removed, and is to leave
    {
    };
    struct Trouble ///< for people: one sentence
    {
        QString text;
    };
    using Action = std::variant<Persist, Use, Tell, Letter, Notice, Expel, Answer, Left, Trouble>;
    using Actions = std::vector<Action>;

    /// A node that this one has a link with.
    struct Peer
    {
        NodeId id;
        QString name;
        QByteArray member;       ///< empty if that is not proved
        bool speaksKeys = false; ///< its version can change keys
    };

    /// The answer to a node that comes by an older key.
    enum class Reply {
        Nothing, ///< it knows more than this node, or cannot read
        Ring,    ///< the ring, sealed to it
        Removed, ///< that it was removed
        Unknown, ///< that it is not known, and has to be invited
    };

    struct Settings
    {
        QByteArray member; ///< of this node
        QString name;      ///< of this node
        std::function<QByteArray()> newKey;
        std::function<qint64()> wallClock; ///< milliseconds since 1970
    };

    static constexpr auto pause = std::chrono::seconds(10);   ///< from one rotation to the next
    static constexpr auto patience = std::chrono::seconds(3); ///< for peers to take a new key
    static constexpr auto again = std::chrono::seconds(1);    ///< before a letter is sent again
    static constexpr int lettersPerSecond = 4;                ///< taken, of all

    RotationCore(const Settings &settings, const Keyring &ring);

    const Keyring &ring() const { return m_ring; }
    RingNews news() const { return {m_ring.newest().generation, m_ring.digest()}; }

    /// Peers that do not have this node's ring, as far as is known.
    QStringList behind() const;

    [[nodiscard]] Actions peerUp(const Peer &peer, Nanoseconds now);
    void peerDown(NodeId peer) { m_peers.erase(peer); }

    /// What has become known of a peer meanwhile.
    void prove(NodeId peer, const QByteArray &member);

    [[nodiscard]] Actions onNews(NodeId from, const RingNews &news, Nanoseconds now);

    /// Somebody's ring, from a letter to this node.
    [[nodiscard]] Actions onRing(const Keyring &ring, Nanoseconds now);

    /// Somebody says that this node was removed.
    [[nodiscard]] Actions onRemoved();

    /// The file holds this ring now; or `error` says why it could not be written.
    [[nodiscard]] Actions persisted(const Keyring &kept, const QString &error, Nanoseconds now);

    /// A new key for all nodes but those of one member, or for all (empty). To be called on the node that
    /// decides; an answer follows, now or later.
    [[nodiscard]] Actions rotate(quint64 request, const QByteArray &without, Nanoseconds now);

    /// To be called about once a second.
    [[nodiscard]] Actions tick(Nanoseconds now);

    /// To a node that came by the key with this id, its newest being another one.
    Reply replyTo(const QByteArray &newest, quint64 generation, const QByteArray &member,
                  const QByteArray &keyId) const;

private:
    struct Known
    {
        Peer peer;
        std::optional<RingNews> news;
        std::optional<Nanoseconds> letterAt;
    };
    struct Order
    {
        quint64 request = 0;
        bool isWritten = false;
        Nanoseconds until{0};
    };

    bool hasRing(const Known &known) const { return known.news == news(); }
    RotationAnswer refusal(const QByteArray &without, Nanoseconds now) const;
    void makeKeyIfNeeded();
    void persistSoon(Actions &actions);
    void adopt(const Keyring &ring, Actions &actions, Nanoseconds now);
    void writeTo(Known &known, Actions &actions, Nanoseconds now);
    void expel(NodeId node, Actions &actions);
    void conclude(Actions &actions, Nanoseconds now);
    int copies() const;

    Settings m_settings;
    Keyring m_ring;   ///< that counts
    Keyring m_wanted; ///< that is to be written; the same, if nothing is
    bool m_isPersisting = false;
    bool m_hasMade = false; ///< the ring that is to be written has a key of this node's
    bool m_hasLeft = false;
    std::map<NodeId, Known> m_peers;
    std::optional<Order> m_order;
    std::optional<Nanoseconds> m_changedAt;
    RateLimit m_letters{lettersPerSecond};
};

} // namespace everbounce
