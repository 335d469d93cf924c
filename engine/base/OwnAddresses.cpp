// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/OwnAddresses.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QNetworkInterface>
#include <QSet>

#include <algorithm>
#include <array>
#include <ifaddrs.h>
#include <linux/ethtool.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <tuple>
#include <unistd.h>

namespace everbounce {
namespace {

/// The address from which the kernel would send to a far-away machine. Connecting a UDP socket asks for a
/// route and sends nothing. Null if there is no route.
QHostAddress routedTowards(const sockaddr *far, socklen_t size)
{
    const int socket = ::socket(far->sa_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (socket < 0)
        return {};
    sockaddr_storage own{};
    socklen_t ownSize = sizeof own;
    auto *const address = reinterpret_cast<sockaddr *>(&own);
    const bool known = ::connect(socket, far, size) == 0 && ::getsockname(socket, address, &ownSize) == 0;
    ::close(socket);
    return known ? QHostAddress(address) : QHostAddress();
}

std::array<QHostAddress, 2> routedAddresses()
{
    // Addresses reserved for documentation: any far-away ones would do.
    sockaddr_in far4{};
    far4.sin_family = AF_INET;
    far4.sin_port = htons(9);
    far4.sin_addr.s_addr = htonl(0xc0000201); // 192.0.2.1
    sockaddr_in6 far6{};
    far6.sin6_family = AF_INET6;
    far6.sin6_port = htons(9);
    far6.sin6_addr.s6_addr[0] = 0x20; // 2001:db8::1
    far6.sin6_addr.s6_addr[1] = 0x01;
    far6.sin6_addr.s6_addr[2] = 0x0d;
    far6.sin6_addr.s6_addr[3] = 0xb8;
    far6.sin6_addr.s6_addr[15] = 1;
    return {routedTowards(reinterpret_cast<const sockaddr *>(&far4), sizeof far4),
            routedTowards(reinterpret_cast<const sockaddr *>(&far6), sizeof far6)};
}

/// Higher is better.
auto rankOf(const OwnAddress &own)
{
    const bool isIPv4 = own.address.protocol() == QAbstractSocket::IPv4Protocol;
    return std::tuple(own.isRouted || !own.isBridge, !own.address.isLinkLocal(), own.isRouted, isIPv4);
}

/// Names of the interfaces that are up and have a carrier. IFF_RUNNING, which Qt reports, takes up to a
/// second to follow: a new bridge without ports seems to run.
QSet<QString> connectedInterfaces()
{
    constexpr unsigned lowerUp = 1U << 16; // IFF_LOWER_UP; its header conflicts with <net/if.h>
    QSet<QString> names;
    ifaddrs *all = nullptr;
    if (::getifaddrs(&all) != 0)
        return names;
    for (const ifaddrs *one = all; one; one = one->ifa_next) {
        if ((one->ifa_flags & IFF_UP) != 0 && (one->ifa_flags & lowerUp) != 0)
            names.insert(QString::fromLocal8Bit(one->ifa_name));
    }
    ::freeifaddrs(all);
    return names;
}

/// Whether its driver says so. A bridge that serves containers has a carrier while one of them runs, and on
/// some kernels always.
bool isBridge(const QString &interface)
{
    const int socket = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (socket < 0)
        return false;
    ethtool_drvinfo driver{};
    driver.cmd = ETHTOOL_GDRVINFO;
    ifreq request{};
    qstrncpy(request.ifr_name, QFile::encodeName(interface).constData(), sizeof request.ifr_name);
    request.ifr_data = reinterpret_cast<char *>(&driver);
    const bool known = ::ioctl(socket, SIOCETHTOOL, &request) == 0;
    ::close(socket);
    return known && qstrcmp(driver.driver, "bridge") == 0;
}

QList<OwnAddress> listAddresses()
{
    const auto routed = routedAddresses();
    const QSet<QString> connected = connectedInterfaces();
    QList<OwnAddress> addresses;
    for (const QNetworkInterface &interface : QNetworkInterface::allInterfaces()) {
        const bool hasCarrier = connected.contains(interface.name());
        const bool bridges = isBridge(interface.name());
        for (const QNetworkAddressEntry &entry : interface.addressEntries()) {
            const bool isRouted = std::find(routed.begin(), routed.end(), entry.ip()) != routed.end();
            addresses.append({entry.ip(), std::max(entry.prefixLength(), 0), hasCarrier, isRouted, bridges});
        }
    }
    return addresses;
}

} // namespace

bool needsZone(const QHostAddress &address)
{
    return address.protocol() == QAbstractSocket::IPv6Protocol && address.isLinkLocal();
}

QList<OwnAddress> ownAddresses()
{
    // Frequent callers must not have all interfaces listed each time.
    thread_local QDeadlineTimer isFresh;
    thread_local QList<OwnAddress> addresses;
    if (isFresh.hasExpired()) {
        addresses = listAddresses();
        isFresh = QDeadlineTimer(std::chrono::seconds(1));
    }
    return addresses;
}

QList<QHostAddress> reachableAddresses(const QList<OwnAddress> &addresses)
{
    QList<OwnAddress> fit = addresses;
    fit.removeIf([](const OwnAddress &own) {
        return own.address.isNull() || own.address.isLoopback() || !own.hasCarrier || needsZone(own.address);
    });
    std::stable_sort(fit.begin(), fit.end(),
                     [](const OwnAddress &a, const OwnAddress &b) { return rankOf(a) > rankOf(b); });
    QList<QHostAddress> reachable;
    for (const OwnAddress &own : std::as_const(fit))
        reachable.append(own.address);
    return reachable;
}

} // namespace everbounce
