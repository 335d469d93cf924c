// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/tls/TlsStream.h"

#include <QString>

namespace everbounce {

/// Where a certificate and its key are, both in the PEM format.
struct TlsFiles
{
    QString certificate; ///< perhaps with those that lead to a known authority
    QString key;

    bool isEmpty() const { return certificate.isEmpty(); }
};

/// A certificate with its key, ready for use, or one sentence that says why not.
struct TlsPair
{
    TlsContext context;
    QByteArray certificates; ///< as they are in the file, for those who want to know this node by them
    QString warning;         ///< one sentence; it can be used all the same
    QString problem;

    explicit operator bool() const { return problem.isEmpty(); }
};

/// Whether its certificate is good as to the time.
bool isInDate(const TlsContext &context);

/// Reads both and checks that they belong together. A certificate that is out of date is a warning: clocks
/// can be wrong, and whoever asks will say so.
TlsPair readTlsPair(const TlsFiles &files);

} // namespace everbounce
