// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/rotation/KeyRotation.h"

#include "engine/base/Bounds.h"
#include "engine/base/MonotonicClock.h"
#include "engine/base/Printable.h"
#include "engine/base/cbor/Cbor.h"
#include "engine/base/cbor/CborNumbers.h"
#include "engine/cluster/link/MessageKeys.h"
#include "engine/cluster/link/Protocol.h"
#include "engine/cluster/link/keys/KeyFile.h"

#include <QDateTime>

#include <algorithm>

namespace everbounce {
namespace {

using namespace std::chrono_literals;

constexpr QLatin1String kKeysType("keys");
constexpr QLatin1String kLetterType("letter");
constexpr QLatin1String kOrderType("rotate");
constexpr QLatin1String kAnswerType("rotated");
constexpr QLatin1String kGeneration("generation");
constexpr QLatin1String kDigest("digest");
constexpr QLatin1String kBox("box");
constexpr QLatin1String kWhy("why");
constexpr QLatin1String kRemoved("removed");
constexpr QLatin1String kUnknown("unknown");
constexpr QLatin1String kRequest("n");
constexpr QLatin1String kWithout("without");
constexpr QLatin1String kStatus("status");
constexpr QLatin1String kProblem("problem");
constexpr QLatin1String kCopies("copies");
constexpr qsizetype longestProblem = 300;
constexpr std::size_t mostAsked = 16;

/// Of connections by older keys, which strangers do not have.
constexpr int repliesPerSecond = 50;

/// Longer than who decides waits for others.
constexpr Nanoseconds deciderPatience = 4500ms;

} // namespace

KeyRotation::KeyRotation(NodeId self, Transport &transport, const Settings &settings, const Decider &decider,
                         QObject *parent)
    : QObject(parent)
    , m_self(self)
    , m_transport(transport)
    , m_settings(settings)
    , m_decider(decider)
    , m_member(settings.secret)
    , m_core({m_member.publicKey(), settings.name, newClusterKey, QDateTime::currentMSecsSinceEpoch},
             settings.ring)
    , m_replies(repliesPerSecond)
{
    m_writer.setMaxThreadCount(1);
    m_tick.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_tick, &QTimer::timeout, this, &KeyRotation::tick);
    m_tick.start(toTimer(RotationCore::again));
    m_transport.setLetterWriter(
        [this](const KeyStanding &peer, const QByteArray &keyId) { return replyTo(peer, keyId); });
    connect(&m_transport, &Transport::letterArrived, this, &KeyRotation::onLetter);
    m_transport.on(kLetterType, this, [this](NodeId, const QCborMap &letter) { onLetter(letter); });
    m_transport.on(kKeysType, this, &KeyRotation::onNews);
    m_transport.on(kOrderType, this, &KeyRotation::onOrder);
    m_transport.on(kAnswerType, this, &KeyRotation::onOrderAnswered);
    useRing();
}

KeyRotation::~KeyRotation()
{
    m_transport.setLetterWriter({});
}

void KeyRotation::useRing()
{
    const RingKey &newest = ring().newest();
    m_transport.setKeys(deriveKeys(ring(), m_settings.cluster),
                        {Keyring::idOf(newest.key), newest.generation, m_member.publicKey()});
}

// ---- Peers -----------------------------------------------------------------------------------------------

void KeyRotation::greet(const PeerInfo &peer)
{
    apply(m_core.peerUp({peer.id, peer.name, peer.member, peer.protocolMinor >= keysMinor}, monotonicNow()));
}

void KeyRotation::forget(NodeId peer)
{
    m_core.peerDown(peer);
}

/// A peer that was first reached through others may have a connection of its own by now.
void KeyRotation::tick()
{
    for (const PeerInfo &peer : m_transport.peers())
        m_core.prove(peer.id, peer.member);
    apply(m_core.tick(monotonicNow()));
    const auto asked = m_asked;
    for (const auto &[request, order] : asked) {
        if (monotonicNow() >= order.until) {
            m_asked.erase(request);
            Q_EMIT answered(request, RotationAnswer::refused(504, m_decider.silent));
        }
    }
}

QByteArray KeyRotation::memberOf(NodeId peer) const
{
    const auto peers = m_transport.peers();
    const auto found = std::ranges::find_if(peers, [peer](const PeerInfo &info) { return info.id == peer; });
    return found == peers.end() ? QByteArray() : found->member;
}

// ---- Orders ----------------------------------------------------------------------------------------------

void KeyRotation::rotate(quint64 request, const QByteArray &without)
{
    const NodeId decider = m_decider.now();
    const auto refuse = [&](int status, const QString &why) {
        Q_EMIT answered(request, RotationAnswer::refused(status, why));
    };
    if (!decider)
        return refuse(503, m_decider.nobody);
    if (without == ownMember())
        return refuse(409,
                      QStringLiteral("A node cannot remove itself, nor one that reads the same key file; "
                                     "stop it instead."));
    if (decider == m_self || (!without.isEmpty() && without == memberOf(decider))) {
        m_askers[++m_orders] = {{}, request};
        return apply(m_core.rotate(m_orders, without, monotonicNow()));
    }
    if (m_asked.size() >= mostAsked)
        return refuse(503, QStringLiteral("The key is being changed already; wait until that is done."));
    m_asked[request] = {request, decider, monotonicNow() + deciderPatience};
    m_transport.send(decider,
                     {{kType, kOrderType}, {kRequest, encodeUnsigned(request)}, {kWithout, without}});
}

void KeyRotation::onOrder(NodeId from, const QCborMap &message)
{
    const auto request = decodeUnsigned(message[kRequest]);
    const QByteArray without = message[kWithout].toByteArray();
    const bool isSound = request && message[kWithout].isByteArray() &&
                         (without.isEmpty() || without.size() == Keyring::memberBytes);
    if (!isSound || m_askers.size() >= mostAsked)
        return;
    m_askers[++m_orders] = {from, *request};
    if (m_decider.now() == m_self)
        apply(m_core.rotate(m_orders, without, monotonicNow()));
    else
        answer(m_orders, RotationAnswer::refused(503, m_decider.another));
}

void KeyRotation::answer(quint64 request, const RotationAnswer &answer)
{
    const auto found = m_askers.find(request);
    const Asker asker = found->second;
    m_askers.erase(found);
    if (!asker.node)
        return Q_EMIT answered(asker.request, answer);
    m_transport.send(asker.node, {{kType, kAnswerType},
                                  {kRequest, encodeUnsigned(asker.request)},
                                  {kStatus, answer.status},
                                  {kProblem, answer.problem},
                                  {kCopies, answer.copies},
                                  {kGeneration, encodeUnsigned(answer.generation)}});
}

void KeyRotation::onOrderAnswered(NodeId from, const QCborMap &message)
{
    const auto asked = m_asked.find(decodeUnsigned(message[kRequest]).value_or(0));
    if (asked == m_asked.end() || asked->second.decider != from)
        return;
    const quint64 request = asked->first;
    m_asked.erase(asked);
    const qint64 status = message[kStatus].toInteger(500);
    Q_EMIT answered(request, {status == 200 ? 200 : int(std::clamp<qint64>(status, 400, 599)),
                              printable(message[kProblem].toString(), longestProblem),
                              int(std::clamp<qint64>(message[kCopies].toInteger(), 0, maxLinks + 1)),
                              decodeCount(message[kGeneration]).value_or(0)});
}

// ---- Messages --------------------------------------------------------------------------------------------

void KeyRotation::onNews(NodeId from, const QCborMap &message)
{
    if (const auto generation = decodeCount(message[kGeneration]))
        apply(m_core.onNews(from, {*generation, message[kDigest].toByteArray()}, monotonicNow()));
}

/// Every node with a key of the ring may write a letter; see docs/protocol.md.
void KeyRotation::onLetter(const QCborMap &message)
{
    if (message[kType].toString() != kLetterType)
        return;
    const QString why = message[kWhy].toString();
    if (why == kRemoved)
        return apply(m_core.onRemoved());
    if (why == kUnknown)
        return Q_EMIT forgotten();
    const QByteArray box = message[kBox].toByteArray();
    const auto content = box.size() <= maxLetterBytes ? m_member.open(box) : std::nullopt;
    const auto ring = content ? Keyring::decode(parsedCbor(*content).toMap()) : std::nullopt;
    if (ring)
        apply(m_core.onRing(*ring, monotonicNow()));
}

QCborMap KeyRotation::letterTo(const QByteArray &member) const
{
    const QByteArray box = MemberKey::seal(member, encodedCbor(ring().encode()));
    return box.isEmpty() ? QCborMap() : QCborMap{{kType, kLetterType}, {kBox, box}};
}

QCborMap KeyRotation::replyTo(const KeyStanding &peer, const QByteArray &keyId)
{
    if (!m_replies.admits(monotonicNow()))
        return {};
    switch (m_core.replyTo(peer.newest, peer.generation, peer.member, keyId)) {
    case RotationCore::Reply::Nothing:
        return {};
    case RotationCore::Reply::Ring:
        return letterTo(peer.member);
    case RotationCore::Reply::Removed:
        return {{kType, kLetterType}, {kWhy, kRemoved}};
    case RotationCore::Reply::Unknown:
        return {{kType, kLetterType}, {kWhy, kUnknown}};
    }
    Q_UNREACHABLE();
}

// ---- Actions ---------------------------------------------------------------------------------------------

void KeyRotation::apply(const RotationCore::Actions &actions)
{
    for (const RotationCore::Action &action : actions)
        apply(action);
}

void KeyRotation::apply(const RotationCore::Action &action)
{
    if (const auto *persisting = std::get_if<RotationCore::Persist>(&action)) {
        persist(persisting->ring);
    } else if (std::holds_alternative<RotationCore::Use>(action)) {
        useRing();
        Q_EMIT changed();
    } else if (const auto *tell = std::get_if<RotationCore::Tell>(&action)) {
        const RingNews news = m_core.news();
        const QCborMap message{
            {kType, kKeysType}, {kGeneration, encodeUnsigned(news.generation)}, {kDigest, news.digest}};
        if (tell->to)
            m_transport.send(tell->to, message);
        else
            m_transport.sendToAll(message);
    } else if (const auto *letter = std::get_if<RotationCore::Letter>(&action)) {
        m_transport.send(letter->to, letterTo(letter->member));
    } else if (const auto *notice = std::get_if<RotationCore::Notice>(&action)) {
        m_transport.send(notice->to, {{kType, kLetterType}, {kWhy, kRemoved}});
    } else if (const auto *expel = std::get_if<RotationCore::Expel>(&action)) {
        Q_EMIT removes(expel->node);
        m_transport.expel(expel->node);
    } else if (const auto *done = std::get_if<RotationCore::Answer>(&action)) {
        answer(done->request, done->answer);
    } else if (std::holds_alternative<RotationCore::Left>(action)) {
        Q_EMIT left();
    } else if (const auto *trouble = std::get_if<RotationCore::Trouble>(&action)) {
        Q_EMIT troubled(trouble->text);
    }
}

void KeyRotation::persist(const Keyring &ring)
{
    m_writer.start([this, ring, path = m_settings.keyFile] {
        const KeyFileResult kept = mergeIntoKeyFile(path, ring);
        QMetaObject::invokeMethod(
            this, [this, kept] { apply(m_core.persisted(kept.ring, kept.error, monotonicNow())); },
            Qt::QueuedConnection);
    });
}

} // namespace everbounce
