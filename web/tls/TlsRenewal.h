// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/files/FilePrint.h"
#include "web/tls/TlsPair.h"

#include <QObject>
#include <QTimer>

#include <array>

namespace everbounce {

/// Looks every few seconds whether a certificate or its key has been replaced, and reads both anew. It does
/// not wait for news from the kernel: what is replaced may be a link, or a folder above it. Lives on the
/// thread on which it was made.
class TlsRenewal final : public QObject
{
    Q_OBJECT
public:
    explicit TlsRenewal(QObject *parent = nullptr);

    /// From now on, as they are now; `used` is made of them.
    void follow(const TlsFiles &files, const TlsContext &used);

Q_SIGNALS:
    /// They can be used.
    void renewed(const everbounce::TlsPair &pair);

private:
    using Prints = std::array<FilePrint, 2>;

    Prints prints() const { return {FilePrint::at(m_files.certificate), FilePrint::at(m_files.key)}; }
    void look();

    TlsFiles m_files;
    TlsContext m_context; ///< in use
    Prints m_used;        ///< of those in use
    Prints m_refused;     ///< of those that were told to be of no use
    Prints m_seen;        ///< at the last look
    QTimer m_look{this};
};

} // namespace everbounce
