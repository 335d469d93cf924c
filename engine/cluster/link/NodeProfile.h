// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/NodeId.h"
#include "engine/cluster/link/Protocol.h"

#include <QCborMap>
#include <QString>
#include <QUrl>

#include <optional>

namespace everbounce {

/// How a node introduces itself, in beacons and in the hello of a link.
struct NodeProfile
{
    int major = protocolMajor;
    int minor = protocolMinor;
    NodeId id;
    QString name;    ///< as shown; at most 96 bytes of UTF-8
    QString version; ///< of the program; at most 32 bytes
    QUrl url;        ///< of its page, http or https; at most 160 bytes
    quint16 linkPort = 0;

    bool operator==(const NodeProfile &) const = default;
};

/// Texts that are too long are cut, an address that is too long is left out.
QCborMap encodeProfile(const NodeProfile &profile);

/// Nothing if a value is missing or out of range. Of a profile of another major only major, minor, id, name
/// and version are read: their keys are the same in every major.
std::optional<NodeProfile> decodeProfile(const QCborMap &map);

} // namespace everbounce
