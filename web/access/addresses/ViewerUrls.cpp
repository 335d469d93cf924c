// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/access/addresses/ViewerUrls.h"

#include <algorithm>
#include <utility>

namespace everbounce {
namespace {

QUrl withHost(QUrl url, const QString &host)
{
    url.setHost(host);
    return url;
}

bool isOfNetwork(const QHostAddress &host)
{
    return !host.isNull() && !host.isLoopback();
}

bool isOwn(const QHostAddress &address, const QList<OwnAddress> &own)
{
    return std::any_of(own.begin(), own.end(), [&](const OwnAddress &one) { return one.address == address; });
}

/// The address at which a viewer that came by `way` reaches the node; empty if none is known.
QString reachedBy(const OwnAddress &way, const NodeInfo &node, const QList<OwnAddress> &own)
{
    const QStringList &all = node.addresses;
    // Machines may share some addresses, such as those of internal bridges.
    const bool isHere = std::all_of(
        all.begin(), all.end(), [&](const QString &address) { return isOwn(QHostAddress(address), own); });
    if (isHere)
        return all.contains(way.address.toString()) ? way.address.toString() : QString();
    const auto near = std::find_if(all.begin(), all.end(), [&](const QString &text) {
        const QHostAddress address(text);
        return way.prefixLength > 0 && address.isInSubnet(way.address, way.prefixLength) &&
               !isOwn(address, own);
    });
    return near == all.end() ? QString() : *near;
}

} // namespace

QHostAddress addressIn(const QByteArray &host)
{
    const QHostAddress bare(QString::fromUtf8(host));
    return bare.isNull() ? QHostAddress(QUrl::fromEncoded("http://" + host).host()) : bare;
}

QList<OwnAddress> ownAddressesFor(const QHostAddress &host)
{
    return isOfNetwork(host) ? ownAddresses() : QList<OwnAddress>();
}

std::optional<OwnAddress> wayOf(const QHostAddress &host, const QList<OwnAddress> &own)
{
    const auto way =
        std::find_if(own.begin(), own.end(), [&host](const OwnAddress &one) { return one.address == host; });
    return !isOfNetwork(host) || way == own.end() ? std::nullopt : std::optional(*way);
}

ClusterView seenUnder(const QHostAddress &host, ClusterView view, const QList<OwnAddress> &own)
{
    const auto way = wayOf(host, own);
    if (!way)
        return view;
    for (NodeInfo &node : view.nodes) {
        if (const QString address = reachedBy(*way, node, own); !address.isEmpty() && !node.url.isEmpty())
            node.url = withHost(node.url, address);
    }
    return view;
}

ClusterView seenUnder(const QByteArray &host, ClusterView view, const QList<OwnAddress> &own)
{
    return seenUnder(addressIn(host), std::move(view), own);
}

QList<QUrl> urlsEverywhere(const ClusterView &view)
{
    QList<QUrl> urls;
    for (const NodeInfo &node : view.nodes) {
        for (const QString &address : node.addresses) {
            if (!node.url.isEmpty())
                urls.append(withHost(node.url, address));
        }
    }
    return urls;
}

QList<QUrl> allUrls(const ClusterView &view)
{
    QList<QUrl> urls;
    for (const NodeInfo &node : view.nodes) {
        if (node.url.isEmpty())
            continue;
        urls.append(node.url);
        for (const QString &address : node.addresses)
            urls.append(withHost(node.url, address));
    }
    return urls;
}

} // namespace everbounce
