// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/keys/KeyCommands.h"

#include <algorithm>

namespace everbounce {

constexpr auto noRing = "This node does not take part in changes of the key.";

static KeyRotation::Decider holderDecides(const LeaseKeeper &lease)
{
    return {.now = [&lease] { return lease.lease().holder; },
            .nobody = QStringLiteral("No node holds the lease now."),
            .silent = QStringLiteral(
                "The node that holds the lease did not answer. Look whether the key has changed."),
            .another = QStringLiteral("The lease is moving to another node. Try again in a moment.")};
}

static QString idOf(const QByteArray &member)
{
    return QString::fromLatin1(member.first(8).toHex());
}

KeyCommands::KeyCommands(const NodeNames &names, Transport &transport,
                         const std::optional<KeyRotation::Settings> &settings, const LeaseKeeper &lease,
                         Announcer &announcer, QObject *parent)
    : QObject(parent)
    , m_names(names)
    , m_transport(transport)
    , m_announcer(announcer)
{
    if (!settings)
        return;
    m_rotation.emplace(names.self(), transport, *settings, holderDecides(lease));
    connect(&*m_rotation, &KeyRotation::answered, this,
            [this](quint64 request, const RotationAnswer &answer) {
                Q_EMIT rotated(request, {answer.status, answer.problem, answer.copies, answer.generation});
            });
    connect(&*m_rotation, &KeyRotation::changed, this, &KeyCommands::onChanged);
    connect(&*m_rotation, &KeyRotation::removes, this, &KeyCommands::removes);
    connect(&*m_rotation, &KeyRotation::left, this, [this] { Q_EMIT removed(m_rotation->ring()); });
    connect(&*m_rotation, &KeyRotation::forgotten, this, [this] {
        m_announcer.warnLastingly(
            QStringLiteral("The cluster changed its key while %1 was away, and no longer knows it. To let it "
                           "join again, invite it at a node of the cluster.")
                .arg(m_names.own()));
    });
    connect(&*m_rotation, &KeyRotation::troubled, &m_announcer, &Announcer::warnLastingly);
}

void KeyCommands::onChanged()
{
    const QByteArray &key = m_rotation->ring().newest().key;
    const QString id = QString::fromLatin1(Keyring::idOf(key));
    m_announcer.announce(EventView::Level::Info,
                         QStringLiteral("The cluster has a new key (%1)").arg(id.left(8)), {},
                         QStringLiteral("key/%1").arg(id));
    Q_EMIT changed(key);
}

void KeyCommands::greet(const PeerInfo &peer)
{
    if (m_rotation)
        m_rotation->greet(peer);
}

void KeyCommands::forget(NodeId peer)
{
    if (m_rotation)
        m_rotation->forget(peer);
}

void KeyCommands::requestList(quint64 request)
{
    KeysView view;
    if (!m_rotation) {
        view.problem = QLatin1String(noRing);
        Q_EMIT listed(request, view);
        return;
    }
    const Keyring &ring = m_rotation->ring();
    view.behind = m_rotation->behind();
    for (const RingKey &key : ring.keys())
        view.keys << KeysView::Key{QString::fromLatin1(Keyring::idOf(key.key)), key.generation, key.madeAt,
                                   ring.isClosed(key)};
    const auto peers = m_transport.peers();
    for (const RingMember &member : ring.members()) {
        const bool isOwn = member.key == m_rotation->ownMember();
        QStringList nodes = isOwn ? QStringList{m_names.own()} : QStringList();
        for (const PeerInfo &peer : peers) {
            if (peer.member == member.key)
                nodes << peer.name;
        }
        nodes.sort();
        view.members << KeysView::Member{idOf(member.key), member.name, isOwn, !nodes.isEmpty(), nodes};
    }
    std::ranges::stable_sort(view.members, {}, &KeysView::Member::name);
    Q_EMIT listed(request, view);
}

/// By a node's id, a node's name, a member's id or a member's name, whichever there is first.
QList<QByteArray> KeyCommands::membersNamed(const QString &text) const
{
    QList<QByteArray> found;
    const auto add = [&found](const QByteArray &member) {
        if (!found.contains(member))
            found << member;
    };
    for (const PeerInfo &peer : m_transport.peers()) {
        if (toString(peer.id) == text)
            return {peer.member};
        if (peer.name == text)
            add(peer.member);
    }
    if (text == m_names.own() || text == toString(m_names.self()))
        add(m_rotation->ownMember());
    if (!found.isEmpty())
        return found;
    for (const RingMember &member : m_rotation->ring().members()) {
        if (idOf(member.key) == text)
            return {member.key};
        if (member.name == text)
            add(member.key);
    }
    return found;
}

void KeyCommands::rotate(quint64 request, const QString &without)
{
    const auto refuse = [&](int status, const QString &why) { Q_EMIT rotated(request, {status, why}); };
    if (!m_rotation)
        return refuse(409, QLatin1String(noRing));
    if (without.isEmpty())
        return m_rotation->rotate(request, {});
    const QList<QByteArray> members = membersNamed(without);
    if (members.isEmpty())
        return refuse(422, QStringLiteral("No node or known member is called %1.").arg(without.left(64)));
    if (members.size() > 1)
        return refuse(422, QStringLiteral("Several have that name: give the id of one."));
    if (members.first().isEmpty())
        return refuse(409,
                      QStringLiteral("That node has no link of its own with this one now, or is of an older "
                                     "version; stop it instead."));
    m_rotation->rotate(request, members.first());
}

} // namespace everbounce
