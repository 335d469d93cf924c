// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/AccessOptions.h"

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

} // namespace everbounce
