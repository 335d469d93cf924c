// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http/connection/Origin.h"

namespace everbounce {
namespace {

/// An IPv4 address written as IPv6 is an IPv4 address.
std::optional<quint32> asIPv4(const QHostAddress &address)
{
    bool isOne = false;
    const quint32 number = address.toIPv4Address(&isOne);
    return isOne ? std::optional(number) : std::nullopt;
}

quint64 network(const QHostAddress &address)
{
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    quint64 prefix = 0;
    for (int i = 0; i < 8; ++i)
        prefix = prefix << 8 | bytes[i];
    return prefix;
}

/// The size of a range, in bits of the number.
constexpr int bitsOfIPv6[] = {16, 8, 0};
constexpr int bitsOfAccounts[] = {32, 16, 0};

} // namespace

bool Origin::isOfThisMachine(const QHostAddress &peer, const QHostAddress &local)
{
    if (peer.isNull() || peer.isLoopback() || peer.isEqual(local, QHostAddress::ConvertV4MappedToIPv4))
        return true;
    const auto number = asIPv4(peer);
    return number && *number >> 24 == 127;
}

Origin Origin::of(const QHostAddress &peer)
{
    const auto number = asIPv4(peer);
    return number ? Origin{Kind::IPv4, *number} : Origin{Kind::IPv6, network(peer)};
}

Origin Origin::ofAccount(std::optional<uid_t> user)
{
    return {Kind::Account, user.value_or(uid_t(-1))}; // which is nobody's number
}

int Origin::levels() const
{
    return kind == Kind::Account || kind == Kind::IPv6 ? 3 : 1;
}

Origin::Range Origin::range(int level) const
{
    const int bits = kind == Kind::IPv6      ? bitsOfIPv6[level]
                     : kind == Kind::Account ? bitsOfAccounts[level]
                                             : 0;
    return {kind, level, number >> bits};
}

} // namespace everbounce
