// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/access/AccessRules.h"

#include "web/http/connection/Ports.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace everbounce {
namespace {

/// More addresses than any cluster has; further ones are not remembered.
constexpr qsizetype maxOrigins = 4096;

bool isLoopback(const QString &host)
{
    return host == QLatin1String("localhost") || QHostAddress(host).isLoopback();
}

bool isSecure(const QUrl &url)
{
    return url.scheme() == QLatin1String("https");
}

/// "http://HOST[:PORT]", or the same with https, and nothing more; otherwise not valid.
QUrl parsedOrigin(const QByteArray &text)
{
    const QUrl url = QUrl::fromEncoded(text, QUrl::StrictMode);
    const bool bare =
        url.userInfo().isEmpty() && url.path().isEmpty() && !url.hasQuery() && !url.hasFragment();
    const bool web = url.scheme() == QLatin1String("http") || isSecure(url);
    return bare && web && !url.host().isEmpty() ? url : QUrl();
}

QByteArray originOf(const QUrl &page)
{
    QUrl origin;
    origin.setScheme(page.scheme());
    origin.setHost(page.host());
    const int usual = isSecure(page) ? 443 : 80;
    if (page.port(usual) != usual)
        origin.setPort(page.port());
    return origin.toEncoded();
}

QByteArray originOf(const QString &scheme, const QString &host, int port)
{
    QUrl url;
    url.setScheme(scheme);
    url.setHost(host);
    url.setPort(port);
    return originOf(url);
}

/// An origin as a policy may name it. Policies cannot name IPv6 addresses, and browsers ignore them. So the
/// policy names the port on any host, or pages could not move to another node.
QByteArray policySource(const QByteArray &origin)
{
    const qsizetype begin = origin.indexOf('[');
    const qsizetype end = origin.indexOf(']');
    return begin < 0 || end < begin ? origin : origin.first(begin) + '*' + origin.sliced(end + 1);
}

} // namespace

AccessRules::AccessRules(const QHostAddress &address, bool isEncrypted)
    : m_address(address)
    , m_scheme(isEncrypted ? QStringLiteral("https") : QStringLiteral("http"))
    , m_names{QStringLiteral("localhost"), address.toString()}
{
}

void AccessRules::moveTo(const QHostAddress &address)
{
    m_names.remove(m_address.toString());
    m_names.insert(address.toString());
    m_address = address;
}

void AccessRules::setMachineNames(const QStringList &names)
{
    m_machineNames.clear();
    for (QString name : names) {
        while (name.endsWith(QLatin1Char('.'))) // the root of all names
            name.chop(1);
        if (!name.isEmpty())
            m_machineNames.insert(name.toLower());
    }
}

void AccessRules::addNodes(const QList<QUrl> &urls)
{
    if (std::exchange(m_nodes, urls) == urls)
        return;
    for (const QUrl &url : urls) {
        addOrigin(originOf(url));
        if (!isLoopback(url.host()))
            continue;
        for (const char *same : {"localhost", "127.0.0.1", "::1"})
            addOrigin(originOf(url.scheme(), QString::fromLatin1(same), url.port(isSecure(url) ? 443 : 80)));
    }
}

void AccessRules::addEverywhere(const QList<QUrl> &urls)
{
    for (const QUrl &url : urls) {
        if (url.isValid() && m_everywhere.size() < maxOrigins)
            m_everywhere.insert(originOf(url));
    }
}

void AccessRules::addPublic(const QList<QUrl> &urls)
{
    for (const QUrl &url : urls) {
        m_names.insert(url.host());
        m_public.append(originOf(url));
        addOrigin(m_public.last());
    }
}

void AccessRules::addEmbedders(const QList<QUrl> &sites)
{
    for (const QUrl &site : sites)
        m_embedders.append(originOf(site));
}

void AccessRules::addOrigin(const QByteArray &origin)
{
    if (m_origins.size() < maxOrigins)
        m_origins.insert(origin);
}

/// What a Host header stands for.
QByteArray AccessRules::ownOrigin(const QByteArray &host) const
{
    return originOf(parsedOrigin(m_scheme.toLatin1() + "://" + host));
}

bool AccessRules::hostAllowed(const QByteArray &host) const
{
    // The port does not matter: it may be forwarded, and a name that is this machine's own cannot be rebound.
    QString name = parsedOrigin("http://" + host).host();
    if (name.endsWith(QLatin1Char('.')))
        name.chop(1); // as in a fully qualified name
    return !name.isEmpty() && (isLoopback(name) || m_names.contains(name) || m_machineNames.contains(name));
}

bool AccessRules::originAllowed(const QByteArray &origin, const QByteArray &host) const
{
    if (origin.isNull())
        return true;
    const QUrl url = parsedOrigin(origin);
    if (url.isEmpty())
        return false;
    const QByteArray normal = originOf(url);
    return normal == ownOrigin(host) || m_origins.contains(normal);
}

bool AccessRules::isPageOfThisMachine(const QByteArray &origin, const QList<OwnAddress> &own) const
{
    const QUrl page = parsedOrigin(origin);
    if (!isLoopback(page.host()))
        return false;
    const int port = page.port(isSecure(page) ? 443 : 80);
    return std::any_of(own.begin(), own.end(), [&](const OwnAddress &one) {
        return m_everywhere.contains(originOf(page.scheme(), one.address.toString(), port));
    });
}

QByteArray AccessRules::pagePolicy(const QByteArray &host, const QList<QUrl> &nodes) const
{
    QByteArrayList known = m_public;
    known.append(ownOrigin(host));
    for (const QUrl &node : nodes)
        known.append(originOf(node));
    // A policy cannot grow while the page is open, and on one machine other nodes may start at any time. So
    // there the ports that nodes choose by themselves belong to the cluster's addresses.
    for (int port = firstPort; m_address.isLoopback() && port <= lastPort; ++port)
        known.append(originOf(m_scheme, m_address.toString(), port));

    std::set<QByteArray> sources;
    std::transform(known.begin(), known.end(), std::inserter(sources, sources.end()), policySource);
    QByteArray connectable;
    for (const QByteArray &source : sources)
        connectable += ' ' + source + " ws" + source.sliced(4); // http://… and ws://…
    const QByteArray frames = m_embedders.isEmpty() ? QByteArray("'none'") : m_embedders.join(' ');
    return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
           "manifest-src 'self'; connect-src "
           "'self'" +
           connectable + "; base-uri 'none'; form-action 'none'; frame-ancestors " + frames;
}

} // namespace everbounce
