// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>

namespace everbounce {

/// The cluster's keys, without the keys themselves.
struct KeysView
{
    struct Key
    {
        QString id; ///< what people compare
        quint64 generation = 0;
        qint64 madeAt = 0;     ///< milliseconds since 1970; 0 if that is not known
        bool isClosed = false; ///< a removed member may have it: it lets nobody in but members that are known

        bool operator==(const Key &) const = default;
    };

    /// All nodes that read one key file.
    struct Member
    {
        QString id;
        QString name;        ///< of one of its nodes, as it was last known
        bool isOwn = false;  ///< this node is one of its nodes
        bool isHere = false; ///< some node of it is linked
        QStringList nodes;   ///< names of those that are

        bool operator==(const Member &) const = default;
    };

    QList<Key> keys;       ///< the newest first
    QList<Member> members; ///< that are known, by name
    QStringList behind;    ///< nodes that do not have the newest yet
    QString problem;       ///< one sentence; then this node has no ring

    bool operator==(const KeysView &) const = default;
};

/// What became of a rotation.
struct KeyRotated
{
    int status = 200; ///< as in HTTP
    QString problem;  ///< one sentence, unless the status is 200
    int copies = 0;   ///< nodes that have the new key by now
    quint64 generation = 0;
};

} // namespace everbounce

Q_DECLARE_METATYPE(everbounce::KeysView)
Q_DECLARE_METATYPE(everbounce::KeyRotated)
