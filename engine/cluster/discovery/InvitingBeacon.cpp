// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/discovery/InvitingBeacon.h"

#include <QtEndian>

namespace everbounce {
namespace {

constexpr QByteArrayView invitationFormat("EBI1"); // "Everbounce invitation", form 1
constexpr qsizetype bytes = 4 + 2 + 8;

} // namespace

QByteArray InvitingBeacon::toBytes() const
{
    QByteArray datagram = invitationFormat.toByteArray();
    datagram.resize(bytes);
    qToBigEndian(door, datagram.data() + 4);
    qToBigEndian(id, datagram.data() + 6);
    return datagram;
}

std::optional<InvitingBeacon> InvitingBeacon::fromBytes(const QByteArray &datagram)
{
    if (datagram.size() != bytes || !datagram.startsWith(invitationFormat))
        return std::nullopt;
    const InvitingBeacon beacon{qFromBigEndian<quint16>(datagram.constData() + 4),
                                qFromBigEndian<quint64>(datagram.constData() + 6)};
    return beacon.door == 0 ? std::nullopt : std::optional(beacon);
}

} // namespace everbounce
