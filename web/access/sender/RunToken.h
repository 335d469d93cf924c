// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/access/sender/RunFile.h"

namespace everbounce {

/// A token for this run of a node only, in a file that root and the node's own user can read, and nobody
/// else.
class RunToken
{
public:
    /// A new one: 256 random bits in visible characters.
    RunToken();

    QByteArray text() const { return m_text; }

    /// Writes it to runTokenFile(`directory`, `port`); see RunFile::write().
    [[nodiscard]] QString write(const QString &directory, quint16 port);

private:
    QByteArray m_text;
    RunFile m_file;
};

/// Where a node that serves this port writes its token.
QString runTokenFile(const QString &directory, quint16 port);

/// Where it writes the certificates by which it can be known.
QString runCertificateFile(const QString &directory, quint16 port);

} // namespace everbounce
