// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/link/server/ListenScope.h"

#include <QNetworkInterface>

namespace everbounce {

ListenScope ListenScope::lan()
{
    ListenScope scope;
    scope.m_kind = Kind::Lan;
    return scope;
}

std::optional<ListenScope> ListenScope::fromText(const QString &text)
{
    if (text == QLatin1String("loopback"))
        return loopback();
    if (text == QLatin1String("lan"))
        return lan();
    ListenScope scope;
    scope.m_kind = Kind::Address;
    if (!scope.m_address.setAddress(text))
        return std::nullopt;
    if (scope.m_address.isMulticast() || scope.m_address == QHostAddress(QHostAddress::Broadcast))
        return std::nullopt; // the kernel would listen there, and nobody could connect
    const bool isAny = scope.m_address == QHostAddress::AnyIPv4 || scope.m_address == QHostAddress::AnyIPv6;
    return isAny ? lan() : scope;
}

bool ListenScope::isLoopback() const
{
    return m_kind == Kind::Loopback || (m_kind == Kind::Address && m_address.isLoopback());
}

QList<QHostAddress> ListenScope::ownAddresses() const
{
    switch (m_kind) {
    case Kind::Loopback:
        return {QHostAddress(QHostAddress::LocalHost), QHostAddress(QHostAddress::LocalHostIPv6)};
    case Kind::Lan:
        return {QHostAddress(QHostAddress::AnyIPv4), QHostAddress(QHostAddress::AnyIPv6)};
    case Kind::Address:
        break;
    }
    return {m_address};
}

QList<QHostAddress> ListenScope::broadcastTargets(const QList<QNetworkAddressEntry> &addresses) const
{
    QList<QHostAddress> targets{QHostAddress(QStringLiteral("127.255.255.255"))};
    if (isLoopback())
        return targets;
    for (const QNetworkAddressEntry &entry : addresses) {
        const bool wanted = m_kind == Kind::Lan || entry.ip() == m_address;
        if (wanted && !entry.broadcast().isNull() && !targets.contains(entry.broadcast()))
            targets.append(entry.broadcast());
    }
    return targets;
}

QList<QNetworkAddressEntry> upAddresses()
{
    QList<QNetworkAddressEntry> entries;
    for (const QNetworkInterface &interface : QNetworkInterface::allInterfaces()) {
        if (interface.flags().testFlag(QNetworkInterface::IsUp))
            entries += interface.addressEntries();
    }
    return entries;
}

} // namespace everbounce
