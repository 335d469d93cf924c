// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QCborMap>
#include <QList>
#include <QString>

#include <optional>

namespace everbounce {

/// One cluster key.
struct RingKey
{
    quint64 generation = 0; ///< one more than that of the newest before it
    QByteArray key;
    qint64 madeAt = 0; ///< milliseconds since 1970 by the clock of the node that made it; 0: not known
    QByteArray knows;  ///< a digest of the removals that it was made with

    bool operator==(const RingKey &) const = default;
};

/// All nodes that read one key file.
struct RingMember
{
    QByteArray key; ///< its public key
    QString name;   ///< of one of its nodes, as it was last known; at most Keyring::longestName

    bool operator==(const RingMember &) const = default;
};

/// A member that is not to have the key of this generation, nor any later one.
struct RemovedMember
{
    quint64 generation = 0;
    QByteArray member; ///< its public key

    bool operator==(const RemovedMember &) const = default;
};

/// The keys of a cluster, the newest first, and who belongs to it: see docs/protocol.md, "The ring". Two
/// rings can be merged in any order, any number of times, with the same result. Pure.
class Keyring
{
public:
    static constexpr qsizetype mostKeys = 3;
    static constexpr qsizetype mostMembers = 256;
    static constexpr qsizetype mostRemoved = 64;
    static constexpr qsizetype keyBytes = 32;
    static constexpr qsizetype memberBytes = 32;
    static constexpr qsizetype longestName = 64;
    static constexpr qsizetype mostBytes = 96 * 1024; ///< encoded

    Keyring() = default;
    /// A ring of one key, with which a cluster begins.
    explicit Keyring(const QByteArray &key);

    bool isEmpty() const { return m_keys.isEmpty(); }
    const QList<RingKey> &keys() const { return m_keys; }
    const RingKey &newest() const { return m_keys.first(); }
    const QList<RingMember> &members() const { return m_members; }
    const QList<RemovedMember> &removed() const { return m_removed; }

    bool knows(const QByteArray &member) const;
    bool hasRemoved(const QByteArray &member) const;

    /// A member that was removed may have this key. So it gives the newest one only to members that are
    /// known.
    bool isClosed(const RingKey &key) const;

    /// A removed member may have the newest key: another one must be made at once.
    bool needsKey() const;

    /// 16 hex digits by which those who have a key speak of it; no secret.
    static QByteArray idOf(const QByteArray &key);

    /// Whether they have a key in common. Others belong to another cluster.
    bool isRelatedTo(const Keyring &other) const;

    /// Notes a member and its name, unless it was removed or there are too many. True if it is a new one.
    bool note(const QByteArray &member, const QString &name = {});

    /// This ring with one more key, which the member without (empty for none) does not get.
    Keyring rotated(const QByteArray &key, qint64 madeAt, const QByteArray &without = {}) const;

    /// What both know.
    Keyring mergedWith(const Keyring &other) const;

    /// Equal for rings with the same keys and removals, whatever members they know.
    QByteArray digest() const;

    QCborMap encode() const;
    /// Nothing for anything but a sound ring.
    static std::optional<Keyring> decode(const QCborMap &map);

    bool operator==(const Keyring &) const = default;

    template<class Archive>
    friend bool fields(Archive &a, Keyring &m);

private:
    QByteArray digestOfRemoved() const;
    void cut();

    QList<RingKey> m_keys;
    QList<RingMember> m_members; ///< by their keys
    QList<RemovedMember> m_removed;
};

} // namespace everbounce
