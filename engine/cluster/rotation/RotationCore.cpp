// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/rotation/RotationCore.h"

#include "engine/base/Bounds.h"

#include <QStringList>

#include <algorithm>
#include <utility>

namespace everbounce {

RotationCore::RotationCore(const Settings &settings, const Keyring &ring)
    : m_settings(settings)
    , m_ring(ring)
    , m_wanted(ring)
{
    m_ring.note(settings.member, settings.name);
    m_wanted = m_ring;
}

QStringList RotationCore::behind() const
{
    QStringList names;
    for (const auto &[id, known] : m_peers) {
        if (!hasRing(known))
            names << known.peer.name;
    }
    names.sort();
    return names;
}

int RotationCore::copies() const
{
    return 1 +
           int(std::ranges::count_if(m_peers, [this](const auto &entry) { return hasRing(entry.second); }));
}

// ---- Who has which ring ----------------------------------------------------------------------------------

RotationCore::Actions RotationCore::peerUp(const Peer &peer, Nanoseconds)
{
    m_peers[peer.id] = {peer, {}, {}};
    Actions actions;
    if (m_ring.hasRemoved(peer.member)) {
        expel(peer.id, actions);
        return actions;
    }
    prove(peer.id, peer.member);
    if (peer.speaksKeys)
        actions.push_back(Tell{peer.id});
    return actions;
}

void RotationCore::prove(NodeId peer, const QByteArray &member)
{
    const auto found = m_peers.find(peer);
    if (found == m_peers.end() || member.isEmpty())
        return;
    found->second.peer.member = member;
    m_ring.note(member, found->second.peer.name);
    m_wanted.note(member, found->second.peer.name);
}

RotationCore::Actions RotationCore::onNews(NodeId from, const RingNews &news, Nanoseconds now)
{
    Actions actions;
    const auto found = m_peers.find(from);
    if (found == m_peers.end())
        return actions;
    found->second.news = news;
    writeTo(found->second, actions, now);
    conclude(actions, now);
    return actions;
}

/// A letter, if that peer may need one: of two rings of one generation each may have what the other has not.
void RotationCore::writeTo(Known &known, Actions &actions, Nanoseconds now)
{
    const bool isDue = !known.letterAt || now - *known.letterAt >= again;
    if (!known.news || hasRing(known) || known.news->generation > m_ring.newest().generation || !isDue ||
        known.peer.member.isEmpty() || m_ring.hasRemoved(known.peer.member))
        return;
    known.letterAt = now;
    actions.push_back(Letter{known.peer.id, known.peer.member});
}

RotationCore::Actions RotationCore::tick(Nanoseconds now)
{
    Actions actions;
    for (auto &[id, known] : m_peers)
        writeTo(known, actions, now);
    conclude(actions, now);
    return actions;
}

// ---- Rings from elsewhere --------------------------------------------------------------------------------

RotationCore::Actions RotationCore::onRing(const Keyring &ring, Nanoseconds now)
{
    Actions actions;
    if (m_hasLeft || !m_letters.admits(now) || !ring.isRelatedTo(m_ring) ||
        bounds::leaps(ring.newest().generation, m_ring.newest().generation))
        return actions;
    const Keyring merged = m_wanted.mergedWith(ring);
    if (merged.hasRemoved(m_settings.member))
        return onRemoved();
    if (merged.digest() == m_wanted.digest()) {
        m_wanted = merged; // it may know more members
        if (!m_isPersisting)
            m_ring = merged;
        return actions;
    }
    m_wanted = merged;
    makeKeyIfNeeded();
    persistSoon(actions);
    return actions;
}

RotationCore::Actions RotationCore::onRemoved()
{
    Actions actions;
    if (!std::exchange(m_hasLeft, true))
        actions.push_back(Left{});
    return actions;
}

RotationCore::Reply RotationCore::replyTo(const QByteArray &newest, quint64 generation,
                                          const QByteArray &member, const QByteArray &keyId) const
{
    const RingKey &own = m_ring.newest();
    const bool knowsMore = std::pair(generation, newest) > std::pair(own.generation, Keyring::idOf(own.key));
    if (m_hasLeft || knowsMore || member.isEmpty())
        return Reply::Nothing;
    if (m_ring.hasRemoved(member))
        return Reply::Removed;
    const auto key = std::ranges::find_if(
        m_ring.keys(), [&](const RingKey &one) { return Keyring::idOf(one.key) == keyId; });
    if (key == m_ring.keys().end())
        return Reply::Nothing; // it has left the ring meanwhile
    return m_ring.isClosed(*key) && !m_ring.knows(member) ? Reply::Unknown : Reply::Ring;
}

// ---- Adoption --------------------------------------------------------------------------------------------

/// After two sides of a partition have met, one of which has removed somebody.
void RotationCore::makeKeyIfNeeded()
{
    if (!m_wanted.needsKey())
        return;
    m_wanted = m_wanted.rotated(m_settings.newKey(), m_settings.wallClock());
    m_hasMade = true;
}

void RotationCore::persistSoon(Actions &actions)
{
    if (!std::exchange(m_isPersisting, true))
        actions.push_back(Persist{m_wanted});
}

RotationCore::Actions RotationCore::persisted(const Keyring &kept, const QString &error, Nanoseconds now)
{
    Actions actions;
    m_isPersisting = false;
    if (!error.isEmpty() && m_order && !m_order->isWritten) {
        // Nobody has the new key: it is as if it had never been made. What came meanwhile comes again.
        m_wanted = m_ring;
        m_hasMade = false;
        actions.push_back(
            Answer{std::exchange(m_order, {})->request,
                   RotationAnswer::refused(503, error + QStringLiteral(" Nothing has changed."))});
        return actions;
    }
    if (!error.isEmpty()) {
        actions.push_back(
            Trouble{QStringLiteral("The cluster has a new key, and this node cannot keep it: ") + error +
                    QStringLiteral(" After a restart it has to be invited anew.")});
        adopt(m_wanted, actions, now);
        return actions;
    }
    if (m_order)
        m_order->isWritten = true;
    m_wanted = m_wanted.mergedWith(kept);
    makeKeyIfNeeded();
    adopt(kept, actions, now);
    if (m_wanted.digest() != m_ring.digest())
        persistSoon(actions);
    return actions;
}

void RotationCore::adopt(const Keyring &ring, Actions &actions, Nanoseconds now)
{
    const QByteArray before = m_ring.digest();
    m_ring = ring.mergedWith(m_ring);
    if (m_ring.hasRemoved(m_settings.member)) {
        for (const Action &action : onRemoved())
            actions.push_back(action);
        return;
    }
    if (m_ring.digest() == before)
        return;
    m_changedAt = now;
    actions.push_back(Use{});
    std::vector<NodeId> removed;
    for (const auto &[id, known] : m_peers) {
        if (m_ring.hasRemoved(known.peer.member))
            removed.push_back(id);
    }
    for (const NodeId id : removed)
        expel(id, actions);
    actions.push_back(Tell{});
    // Whoever has made the key writes to all. The others write a little later to those that have not got it
    // by then, as when the maker has died.
    const bool writesNow = std::exchange(m_hasMade, false);
    for (auto &[id, known] : m_peers) {
        known.letterAt = writesNow ? std::nullopt : std::optional(now);
        writeTo(known, actions, now);
    }
    conclude(actions, now);
}

void RotationCore::expel(NodeId node, Actions &actions)
{
    m_peers.erase(node);
    actions.push_back(Notice{node});
    actions.push_back(Expel{node});
}

// ---- Rotations -------------------------------------------------------------------------------------------

RotationCore::Actions RotationCore::rotate(quint64 request, const QByteArray &without, Nanoseconds now)
{
    if (const RotationAnswer why = refusal(without, now); why.status != 200)
        return {Answer{request, why}};
    m_order = {request, false, now + patience};
    m_wanted = m_ring.rotated(m_settings.newKey(), m_settings.wallClock(), without);
    m_hasMade = true;
    Actions actions;
    persistSoon(actions);
    return actions;
}

RotationAnswer RotationCore::refusal(const QByteArray &without, Nanoseconds now) const
{
    if (!without.isEmpty() && !m_ring.knows(without))
        return RotationAnswer::refused(409, QStringLiteral("That member is not known here, or was removed."));
    if (without == m_settings.member)
        return RotationAnswer::refused(
            409,
            QStringLiteral("It reads the same key file as the node that would remove it; stop it instead."));
    const auto stays = [&](const Known &known) { return without.isEmpty() || known.peer.member != without; };
    for (const auto &[id, known] : m_peers) {
        if (stays(known) && !known.peer.speaksKeys)
            return RotationAnswer::refused(
                409, QStringLiteral("%1 runs a version that cannot change keys; upgrade or stop it first.")
                         .arg(known.peer.name));
    }
    if (m_order || m_isPersisting)
        return RotationAnswer::refused(
            409, QStringLiteral("The key is being changed already; wait until that is done."));
    for (const auto &[id, known] : m_peers) {
        if (stays(known) && !hasRing(known))
            return RotationAnswer::refused(
                409, QStringLiteral("%1 does not have the present key yet; wait until it has, or stop it.")
                         .arg(known.peer.name));
    }
    if (m_changedAt && now - *m_changedAt < pause) {
        const auto left = std::chrono::ceil<std::chrono::seconds>(pause - (now - *m_changedAt)).count();
        return RotationAnswer::refused(
            429, QStringLiteral("The key was changed a moment ago. Try again in %1 s.").arg(left));
    }
    return {};
}

/// A rotation is done when all peers have the ring; they are not waited for much longer.
void RotationCore::conclude(Actions &actions, Nanoseconds now)
{
    if (!m_order || !m_order->isWritten)
        return;
    const bool allHave =
        std::ranges::all_of(m_peers, [this](const auto &entry) { return hasRing(entry.second); });
    if (!allHave && now < m_order->until)
        return;
    actions.push_back(
        Answer{std::exchange(m_order, {})->request, {200, {}, copies(), m_ring.newest().generation}});
}

} // namespace everbounce
