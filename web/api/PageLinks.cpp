// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/PageLinks.h"

#include "web/access/addresses/PageAddresses.h"
#include "web/access/tokens/Role.h"
#include "web/access/tokens/TokenBook.h"
#include "web/api/QrCode.h"

namespace everbounce {

PageLink makePageLink(const QString &role, const PageAddresses &addresses, TokenBook &tokens)
{
    constexpr qint64 opensFor = 600;
    constexpr qint64 lasts = 12 * 3600;
    // Another node behind the same public address would not know the link.
    QUrl url = roleOf(role) ? addresses.ownFirst() : addresses.list().value(0);
    if (url.isEmpty())
        return {QStringLiteral("No other machine reaches this page. Share it on the network first."), {}, {}};
    if (const auto asked = roleOf(role)) {
        const auto added = tokens.addLink(QStringLiteral("link"), opensFor, lasts, *asked);
        if (!added.problem.isEmpty())
            return {added.problem, {}, {}};
        url.setFragment(QStringLiteral("token=") + QString::fromLatin1(added.text)); // in no log
    }
    return {{}, url, qrCode(url.toEncoded())};
}

} // namespace everbounce
