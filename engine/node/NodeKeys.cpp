// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/Node.h"

#include <algorithm>

// The cluster's keys, as far as viewers and events are concerned.

namespace everbounce {

constexpr auto noRing = "This node does not take part in changes of the key.";

void Node::connectKeys()
{
    if (!m_config.keys)
        return;
    m_keys.emplace(m_id, *m_transport, *m_config.keys, [this] { return m_singleton.lease().holder; });
    connect(&*m_keys, &KeyRotation::answered, this, [this](quint64 request, const RotationAnswer &answer) {
        Q_EMIT keyRotated(request, {answer.status, answer.problem, answer.copies, answer.generation});
    });
    connect(&*m_keys, &KeyRotation::changed, this, [this] {
        const QString id = QString::fromLatin1(Keyring::idOf(m_keys->ring().newest().key));
        announce(EventView::Level::Info, QStringLiteral("The cluster has a new key (%1)").arg(id.left(8)), {},
                 QStringLiteral("key/%1").arg(id));
        Q_EMIT keyChanged(m_keys->ring().newest().key);
    });
    connect(&*m_keys, &KeyRotation::removes, this, [this](NodeId peer) { m_removed.insert(peer); });
    connect(&*m_keys, &KeyRotation::left, this, [this] { Q_EMIT removed(m_keys->ring()); });
    connect(&*m_keys, &KeyRotation::forgotten, this, [this] {
        warnOf(
            QStringLiteral("The cluster has changed its key while %1 was away and does not know it any more. "
                           "Let it join again: invite it at a node of the cluster.")
                .arg(m_config.name));
    });
    connect(&*m_keys, &KeyRotation::troubled, this, &Node::warnOf);
}

/// Said once, and shown as long as this node runs.
void Node::warnOf(const QString &sentence)
{
    if (m_lastingWarnings.contains(sentence))
        return;
    m_lastingWarnings << sentence;
    announce(EventView::Level::Warning, sentence);
    publishClusterSoon();
}

static QString idOf(const QByteArray &member)
{
    return QString::fromLatin1(member.first(8).toHex());
}

void Node::requestKeys(quint64 request)
{
    KeysView view;
    if (!m_keys) {
        view.problem = QLatin1String(noRing);
        Q_EMIT keysReady(request, view);
        return;
    }
    const Keyring &ring = m_keys->ring();
    view.behind = m_keys->behind();
    for (const RingKey &key : ring.keys())
        view.keys << KeysView::Key{QString::fromLatin1(Keyring::idOf(key.key)), key.generation, key.madeAt,
                                   ring.isClosed(key)};
    const auto peers = m_transport->peers();
    for (const RingMember &member : ring.members()) {
        const bool isOwn = member.key == m_keys->ownMember();
        const bool isHere = isOwn || std::ranges::any_of(peers, [&](const PeerInfo &peer) {
                                return peer.member == member.key;
                            });
        view.members << KeysView::Member{idOf(member.key), member.name, isOwn, isHere};
    }
    std::ranges::stable_sort(view.members, {}, &KeysView::Member::name);
    Q_EMIT keysReady(request, view);
}

/// By a node's id, a node's name, a member's id or a member's name, whichever there is first.
QList<QByteArray> Node::membersNamed(const QString &text) const
{
    QList<QByteArray> found;
    const auto add = [&found](const QByteArray &member) {
        if (!found.contains(member))
            found << member;
    };
    for (const PeerInfo &peer : m_transport->peers()) {
        if (toString(peer.id) == text)
            return {peer.member};
        if (peer.name == text)
            add(peer.member);
    }
    if (text == m_config.name || text == toString(m_id))
        add(m_keys->ownMember());
    if (!found.isEmpty())
        return found;
    for (const RingMember &member : m_keys->ring().members()) {
        if (idOf(member.key) == text)
            return {member.key};
        if (member.name == text)
            add(member.key);
    }
    return found;
}

void Node::rotateKey(quint64 request, const QString &without)
{
    const auto refuse = [&](int status, const QString &why) { Q_EMIT keyRotated(request, {status, why}); };
    if (!m_keys)
        return refuse(409, QLatin1String(noRing));
    if (without.isEmpty())
        return m_keys->rotate(request, {});
    const QList<QByteArray> members = membersNamed(without);
    if (members.isEmpty())
        return refuse(422, QStringLiteral("No node and no member that is known has that name or id."));
    if (members.size() > 1)
        return refuse(422, QStringLiteral("Several have that name: give the id of one."));
    if (members.first().isEmpty())
        return refuse(409,
                      QStringLiteral("That node has no link of its own with this one now, or is of an older "
                                     "version; stop it instead."));
    m_keys->rotate(request, members.first());
}

} // namespace everbounce
