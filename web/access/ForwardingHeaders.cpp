// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/access/ForwardingHeaders.h"

#include <QByteArray>
#include <QList>

#include <algorithm>
#include <array>

namespace everbounce {
namespace {

/// About the original client, about proxies, and names of hosting services.
constexpr std::array words{
    "addr",        "address",  "akamai",    "amz",     "amzn",    "appengine",  "arr",        "azure",
    "backend",     "balancer", "cdn",       "cf",      "client",  "cloudflare", "cloudfront", "cluster",
    "connecting",  "edge",     "envoy",     "fastly",  "fly",     "frontend",   "gateway",    "hop",
    "hops",        "https",    "incap",     "ingress", "lb",      "netlify",    "nginx",      "original",
    "originating", "real",     "remote",    "render",  "rewrite", "router",     "scheme",     "squid",
    "ssl",         "sucuri",   "surrogate", "tls",     "traefik", "tunnel",     "upstream",   "varnish",
    "vercel",      "via",      "waf",
};

bool isTellingWord(const QByteArray &word)
{
    return word.endsWith("ip") || word.endsWith("ipv4") || word.endsWith("ipv6") ||
           std::ranges::any_of(words, [&](const char *known) { return word == known; });
}

} // namespace

bool tellsOfForwarding(QByteArrayView headerName)
{
    const QByteArray name = headerName.toByteArray().toLower().replace('_', '-');
    if (name.startsWith("sec-")) // a browser's own, which no script can set
        return false;
    if (name.contains("forward") || name.contains("prox") || name == "early-data")
        return true;
    if (name != "host" && (name.endsWith("-host") || name.endsWith("-port")))
        return true;
    return std::ranges::any_of(name.split('-'), isTellingWord);
}

} // namespace everbounce
