// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/tls/TlsPair.h"

namespace everbounce {

/// How a node's page is protected on its way.
struct AccessOptions
{
    TlsFiles tlsFiles; ///< empty: plain HTTP
    TlsPair tls;
};

/// Checks both together and reads them. Returns an empty text, or one sentence that says what is wrong.
QString readTls(const TlsFiles &files, AccessOptions &options);

} // namespace everbounce
