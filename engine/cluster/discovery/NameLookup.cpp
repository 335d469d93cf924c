// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/discovery/NameLookup.h"

#include <QPromise>
#include <QUrl>

#include <memory>
#include <netdb.h>
#include <thread>

namespace everbounce {
namespace {

QList<QHostAddress> resolve(const QByteArray &name)
{
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_DGRAM; // each address once, not once for every kind of socket
    addrinfo *found = nullptr;
    if (::getaddrinfo(name.constData(), nullptr, &hints, &found) != 0)
        return {};
    QList<QHostAddress> addresses;
    for (const addrinfo *entry = found; entry; entry = entry->ai_next) {
        const QHostAddress address(entry->ai_addr);
        if (!address.isNull() && !addresses.contains(address))
            addresses.append(address);
    }
    ::freeaddrinfo(found);
    return addresses;
}

} // namespace

QFuture<QList<QHostAddress>> lookUpName(const QString &name)
{
    // Not QHostInfo: it answers from a cache for a minute, and the program waits for its threads at the end.
    auto promise = std::make_shared<QPromise<QList<QHostAddress>>>();
    promise->start();
    std::thread([promise, ace = QUrl::toAce(name)] {
        promise->addResult(resolve(ace));
        promise->finish();
    }).detach();
    return promise->future();
}

} // namespace everbounce
