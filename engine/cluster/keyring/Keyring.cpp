// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/keyring/Keyring.h"

#include "engine/base/cbor/CborFields.h"

#include <QMessageAuthenticationCode>

#include <algorithm>
#include <tuple>

namespace everbounce {
namespace {

constexpr QLatin1String kKeys("keys");
constexpr QLatin1String kMembers("members");
constexpr QLatin1String kRemoved("removed");
constexpr QLatin1String kGeneration("generation");
constexpr QLatin1String kKey("key");
constexpr QLatin1String kMadeAt("made_at");
constexpr QLatin1String kKnows("knows");
constexpr QLatin1String kMember("member");
constexpr QLatin1String kName("name");
constexpr qsizetype digestBytes = 16;
constexpr qsizetype idBytes = 8;

QByteArray digestOf(const QByteArray &content)
{
    return QCryptographicHash::hash(content, QCryptographicHash::Sha256).first(digestBytes);
}

QByteArray bytesOf(quint64 number)
{
    return QByteArray::number(number, 16) + '/';
}

auto rankOf(const RingKey &key)
{
    return std::tuple(key.generation, Keyring::idOf(key.key), key.knows, key.madeAt);
}

auto rankOf(const RemovedMember &gone)
{
    return std::tie(gone.generation, gone.member);
}

/// A name is printable already, so that a ring has one form.
struct MemberName
{
    QString &value;

    QCborValue write() const { return value; }
    bool read(const QCborValue &from)
    {
        value = from.toString();
        return printable(value, Keyring::longestName) == value;
    }
};

} // namespace

template<class Archive>
bool fields(Archive &a, RingKey &m)
{
    return a(kGeneration, cbor::Count{m.generation}) && a(kKey, cbor::Bytes{m.key, Keyring::keyBytes}) &&
           a(kMadeAt, cbor::wallTime(m.madeAt)) && a(kKnows, cbor::Bytes{m.knows, digestBytes});
}
template<class Archive>
bool fields(Archive &a, RingMember &m)
{
    return a(kMember, cbor::Bytes{m.key, Keyring::memberBytes}) && a(kName, MemberName{m.name});
}
template<class Archive>
bool fields(Archive &a, RemovedMember &m)
{
    return a(kGeneration, cbor::Count{m.generation}) &&
           a(kMember, cbor::Bytes{m.member, Keyring::memberBytes});
}
template<class Archive>
bool fields(Archive &a, Keyring &m)
{
    return a(kKeys, cbor::Many{m.m_keys, Keyring::mostKeys, cbor::asMap}) &&
           a(kMembers, cbor::Many{m.m_members, Keyring::mostMembers, cbor::asMap}) &&
           a(kRemoved, cbor::Many{m.m_removed, Keyring::mostRemoved, cbor::asMap}) && !m.m_keys.isEmpty();
}

Keyring::Keyring(const QByteArray &key)
{
    m_keys.append({0, key, 0, digestOfRemoved()});
}

bool Keyring::knows(const QByteArray &member) const
{
    return std::ranges::any_of(m_members, [&](const RingMember &known) { return known.key == member; });
}

bool Keyring::hasRemoved(const QByteArray &member) const
{
    return std::ranges::any_of(m_removed, [&](const RemovedMember &gone) { return gone.member == member; });
}

bool Keyring::isClosed(const RingKey &key) const
{
    return key.knows != digestOfRemoved();
}

bool Keyring::needsKey() const
{
    return isClosed(newest());
}

QByteArray Keyring::idOf(const QByteArray &key)
{
    return QMessageAuthenticationCode::hash("everbounce key id", key, QCryptographicHash::Sha256)
        .first(idBytes)
        .toHex();
}

bool Keyring::isRelatedTo(const Keyring &other) const
{
    return std::ranges::any_of(m_keys, [&](const RingKey &mine) {
        return std::ranges::any_of(other.m_keys,
                                   [&](const RingKey &theirs) { return mine.key == theirs.key; });
    });
}

bool Keyring::note(const QByteArray &member, const QString &name)
{
    const QString shown = printable(name, longestName);
    const auto known = std::ranges::find(m_members, member, &RingMember::key);
    if (known != m_members.end()) {
        if (!shown.isEmpty())
            known->name = shown;
        return false;
    }
    if (member.size() != memberBytes || hasRemoved(member) || m_members.size() >= mostMembers)
        return false;
    m_members.append({member, shown});
    std::ranges::sort(m_members, {}, &RingMember::key);
    return true;
}

Keyring Keyring::rotated(const QByteArray &key, qint64 madeAt, const QByteArray &without) const
{
    Keyring next = *this;
    const quint64 generation = newest().generation + 1;
    if (!without.isEmpty() && !hasRemoved(without))
        next.m_removed.append({generation, without});
    next.cut();
    next.m_keys.prepend({generation, key, madeAt, next.digestOfRemoved()});
    next.cut();
    return next;
}

Keyring Keyring::mergedWith(const Keyring &other) const
{
    Keyring merged = *this;
    merged.m_keys += other.m_keys;
    merged.m_members += other.m_members;
    merged.m_removed += other.m_removed;
    merged.cut();
    return merged;
}

/// Brings the lists into their one form: in order, each entry once, no longer than they may be. Of two
/// generations of one key the higher counts: a newcomer knows only the key. Of two removals of one member
/// likewise.
void Keyring::cut()
{
    const auto sortOut = [](auto &list, auto bytes, qsizetype most) {
        std::ranges::sort(list, [](const auto &a, const auto &b) { return rankOf(a) > rankOf(b); });
        for (qsizetype i = 0; i < list.size(); ++i) {
            const auto first = list.begin() + i;
            list.erase(std::remove_if(first + 1, list.end(),
                                      [&](const auto &later) { return later.*bytes == (*first).*bytes; }),
                       list.end());
        }
        list = list.first(std::min(list.size(), most));
    };
    sortOut(m_keys, &RingKey::key, mostKeys);
    sortOut(m_removed, &RemovedMember::member, mostRemoved);
    m_members.removeIf([this](const RingMember &member) { return hasRemoved(member.key); });
    // Of two names of one member any will do, but it must be the same one everywhere.
    std::ranges::sort(m_members, [](const RingMember &a, const RingMember &b) {
        return a.key != b.key ? a.key < b.key : a.name > b.name;
    });
    const auto isSame = [](const RingMember &a, const RingMember &b) { return a.key == b.key; };
    m_members.erase(std::unique(m_members.begin(), m_members.end(), isSame), m_members.end());
    m_members = m_members.first(std::min(m_members.size(), mostMembers));
}

QByteArray Keyring::digestOfRemoved() const
{
    QByteArray content;
    for (const RemovedMember &gone : m_removed)
        content += bytesOf(gone.generation) + gone.member;
    return digestOf(content);
}

QByteArray Keyring::digest() const
{
    QByteArray content = digestOfRemoved();
    for (const RingKey &key : m_keys)
        content += bytesOf(key.generation) + key.key + key.knows;
    return digestOf(content);
}

QCborMap Keyring::encode() const
{
    return encoded(*this);
}

std::optional<Keyring> Keyring::decode(const QCborMap &map)
{
    const auto ring = decoded<Keyring>(map);
    if (!ring)
        return std::nullopt;
    Keyring sound = *ring;
    sound.cut();
    return sound == *ring ? ring : std::nullopt; // there is one form of each
}

} // namespace everbounce
