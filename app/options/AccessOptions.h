// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/access/sender/TrustedProxies.h"
#include "web/tls/TlsPair.h"

namespace everbounce {

/// How a node's page is reached, and protected on its way.
struct AccessOptions
{
    TrustedProxies trustedProxies;
    TlsFiles tlsFiles; ///< empty: plain HTTP
    TlsPair tls;
};

/// Checks both together and reads them. Returns an empty text, or one sentence that says what is wrong.
QString readTls(const TlsFiles &files, AccessOptions &options);

/// Reads addresses of proxies. Returns an empty text, or one sentence that says what is wrong.
QString readTrustedProxies(const QStringList &addresses, AccessOptions &options);

} // namespace everbounce
