// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/pairing/digits/PairingExchange.h"

#include "engine/base/Printable.h"
#include "engine/base/cbor/Cbor.h"
#include "engine/cluster/link/keys/ClusterKey.h"
#include "engine/cluster/pairing/line/Invitations.h"

#include <QCborMap>

namespace everbounce {
namespace {

constexpr int version = 1;
constexpr qsizetype nonceBytes = 16;
constexpr qsizetype mostName = 48;
constexpr qsizetype mostClusterName = 64;

constexpr QLatin1String kType("t");
constexpr QLatin1String kVersion("v");
constexpr QLatin1String kCommitment("commitment");
constexpr QLatin1String kLine("line");
constexpr QLatin1String kName("name");
constexpr QLatin1String kKey("key");
constexpr QLatin1String kNonce("nonce");
constexpr QLatin1String kBox("box");
constexpr QLatin1String kWhy("why");
constexpr QLatin1String kCluster("cluster");
constexpr QLatin1String kPort("port");

constexpr QLatin1String kHello("hello");
constexpr QLatin1String kOpen("open");
constexpr QLatin1String kSealed("sealed");
constexpr QLatin1String kAbort("abort");
// Sealed:
constexpr QLatin1String kYes("yes");
constexpr QLatin1String kWelcome("welcome");
constexpr QLatin1String kDone("done");

QByteArray commitmentTo(const QByteArray &key, const QByteArray &nonce)
{
    return digestOf("everbounce pairing commitment", {key, nonce});
}

std::optional<ClusterMembership> readMembership(const QCborMap &map)
{
    const QString cluster = map[kCluster].toString();
    const QByteArray key = map[kKey].toByteArray();
    const qint64 port = map[kPort].toInteger(-1);
    const bool sound = !cluster.isEmpty() && printable(cluster, mostClusterName) == cluster &&
                       key.size() == clusterKeyBytes && port > 0 && port <= 65535;
    return sound ? std::optional(ClusterMembership{cluster, key, quint16(port)}) : std::nullopt;
}

} // namespace

PairingExchange::PairingExchange(PairingRole role, const QString &name)
    : m_role(role)
    , m_name(printable(name, mostName))
{
}

PairingExchange::PairingExchange(const Inviting &inviting)
    : PairingExchange(PairingRole::Inviter, inviting.name)
{
    m_inviting = inviting;
}

PairingExchange PairingExchange::newcomer(const QString &name, const QByteArray &secret, const Keep &keep)
{
    PairingExchange exchange(PairingRole::Newcomer, name);
    exchange.m_keep = keep;
    exchange.m_secret = secret;
    exchange.m_byDigits = secret.isEmpty();
    return exchange;
}

PairingExchange::Outcome PairingExchange::begin()
{
    m_stage = Stage::Key;
    QCborMap hello{{kType, kHello},
                   {kVersion, version},
                   {kName, m_name},
                   {kCommitment, commitmentTo(m_own->publicKey(), m_nonce)}};
    if (!m_byDigits)
        hello[kLine] = Invitations::idOf(m_secret);
    return {{said(hello)}};
}

PairingExchange::Outcome PairingExchange::receive(const QByteArray &message)
{
    const QCborMap map = parsedCbor(message).toMap();
    const QString type = map[kType].toString();
    if (isOver())
        return {};
    if (type == kAbort)
        return over(pairingEndOf(map[kWhy].toString()));
    if (type != kSealed)
        m_said << message;
    if (m_role == PairingRole::Inviter && m_stage == Stage::Hello && type == kHello)
        return onHello(map);
    if (m_role == PairingRole::Newcomer && m_stage == Stage::Key && type == kKey)
        return onKey(map);
    if (m_role == PairingRole::Inviter && m_stage == Stage::Open && type == kOpen)
        return onOpen(map);
    if (m_stage == Stage::Sealed && type == kSealed)
        return onSealed(map);
    return abort(PairingEnd::Broken);
}

PairingExchange::Outcome PairingExchange::onHello(const QCborMap &map)
{
    m_commitment = map[kCommitment].toByteArray();
    m_otherName = printable(map[kName].toString(), mostName);
    m_lineId = map[kLine].toByteArray();
    m_byDigits = !map.contains(kLine);
    if (map[kVersion].toInteger() != version)
        return abort(PairingEnd::Broken);
    if (m_byDigits) {
        if (const auto refusal = m_inviting->refusesDigits())
            return abort(*refusal);
    } else {
        const auto secret = m_inviting->secretOf(m_lineId);
        if (const auto *why = std::get_if<PairingEnd>(&secret))
            return abort(*why);
        m_secret = std::get<QByteArray>(secret);
    }
    m_wasAdmitted = true;
    m_stage = Stage::Open;
    return {{said({{kType, kKey}, {kName, m_name}, {kKey, m_own->publicKey()}, {kNonce, m_nonce}})}};
}

PairingExchange::Outcome PairingExchange::onKey(const QCborMap &map)
{
    m_otherName = printable(map[kName].toString(), mostName);
    const QByteArray open = said({{kType, kOpen}, {kKey, m_own->publicKey()}, {kNonce, m_nonce}});
    if (map[kNonce].toByteArray().size() != nonceBytes || !deriveKeys(map[kKey].toByteArray()))
        return abort(PairingEnd::Broken);
    if (m_byDigits)
        return {{open}, true};
    return {{open, sealed({{kType, kYes}})}};
}

/// The newcomer committed to this key before it saw the inviter's, so it could not choose it by the digits.
PairingExchange::Outcome PairingExchange::onOpen(const QCborMap &map)
{
    const QByteArray key = map[kKey].toByteArray(), nonce = map[kNonce].toByteArray();
    if (nonce.size() != nonceBytes || commitmentTo(key, nonce) != m_commitment || !deriveKeys(key))
        return abort(PairingEnd::Broken);
    m_saidYes = !m_byDigits;
    return {{}, m_byDigits};
}

bool PairingExchange::deriveKeys(const QByteArray &otherKey)
{
    m_stage = Stage::Sealed;
    m_keys = PairingKeys::derive(m_role, *m_own, otherKey, digestOf("everbounce pairing", m_said), m_secret);
    return m_keys.has_value();
}

PairingExchange::Outcome PairingExchange::onSealed(const QCborMap &map)
{
    const auto opened = m_keys->open(map[kBox].toByteArray());
    if (!opened) // of a line: the other side does not have its secret
        return abort(PairingEnd::Broken);
    const QCborMap content = parsedCbor(*opened).toMap();
    return m_role == PairingRole::Inviter ? onProof(content) : onWelcome(content);
}

PairingExchange::Outcome PairingExchange::onProof(const QCborMap &content)
{
    const QString type = content[kType].toString();
    if (m_welcomed)
        return type == kDone ? over(PairingEnd::Joined) : abort(PairingEnd::Broken);
    if (type != kYes || m_otherSaidYes)
        return abort(PairingEnd::Broken);
    m_otherSaidYes = true;
    return welcomeIfAgreed();
}

PairingExchange::Outcome PairingExchange::welcomeIfAgreed()
{
    if (!m_saidYes || !m_otherSaidYes)
        return {};
    if (const auto why = m_byDigits ? std::nullopt : m_inviting->use(m_lineId))
        return abort(*why);
    m_welcomed = true;
    const ClusterMembership given = m_inviting->membership();
    return {{sealed({{kType, kWelcome},
                     {kCluster, given.cluster},
                     {kKey, given.key},
                     {kPort, int(given.discoveryPort)}})}};
}

PairingExchange::Outcome PairingExchange::onWelcome(const QCborMap &content)
{
    m_gained = readMembership(content);
    if (content[kType].toString() != kWelcome || !m_gained || (m_byDigits && !m_saidYes)) {
        m_gained.reset();
        return abort(PairingEnd::Broken);
    }
    if (m_keep && !m_keep(*m_gained)) {
        m_gained.reset();
        return abort(PairingEnd::NotKept);
    }
    Outcome outcome = {{sealed({{kType, kDone}})}};
    outcome.end = over(PairingEnd::Joined).end;
    return outcome;
}

PairingExchange::Outcome PairingExchange::answer(bool same)
{
    if (m_stage != Stage::Sealed || !m_byDigits || m_saidYes)
        return {};
    if (!same)
        return abort(PairingEnd::DeclinedHere);
    m_saidYes = true;
    if (m_role == PairingRole::Inviter)
        return welcomeIfAgreed();
    return {{sealed({{kType, kYes}})}};
}

PairingExchange::Outcome PairingExchange::abort(PairingEnd why)
{
    if (isOver())
        return {};
    Outcome outcome = over(why);
    if (const QLatin1String word = pairingWord(why); !word.isEmpty())
        outcome.send << encodedCbor({{kType, kAbort}, {kWhy, word}});
    return outcome;
}

QByteArray PairingExchange::said(const QCborMap &map)
{
    m_said << encodedCbor(map);
    return m_said.last();
}

QByteArray PairingExchange::sealed(const QCborMap &content)
{
    return encodedCbor({{kType, kSealed}, {kBox, m_keys->seal(encodedCbor(content))}});
}

PairingExchange::Outcome PairingExchange::over(PairingEnd end)
{
    m_stage = Stage::Over;
    m_keys.reset();
    return {{}, false, end};
}

} // namespace everbounce
