// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/options/AccessOptions.h"

namespace everbounce {

QString readTls(const TlsFiles &files, AccessOptions &options)
{
    if (files.certificate.isEmpty() != files.key.isEmpty())
        return QStringLiteral("--tls-certificate and --tls-key go together.");
    if (files.isEmpty())
        return {};
    options.tlsFiles = files;
    options.tls = readTlsPair(files);
    return options.tls.problem;
}

QString readTrustedProxies(const QStringList &addresses, AccessOptions &options)
{
    for (const QString &address : addresses) {
        if (!options.trustedProxies.add(address))
            return QStringLiteral("--trusted-proxy takes an address such as 10.0.0.7, or a network such as "
                                  "10.0.0.0/24, not '%1'.")
                .arg(address);
    }
    if (options.trustedProxies.count() > TrustedProxies::most)
        return QStringLiteral("--trusted-proxy may be given %1 times at most.").arg(TrustedProxies::most);
    return {};
}

} // namespace everbounce
