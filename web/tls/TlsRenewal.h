// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

    /// From now on, as they are now.
    void follow(const TlsFiles &files);

Q_SIGNALS:
    /// They can be used.
    void renewed(const everbounce::TlsPair &pair);

private:
    /// What changes with a file's content.
    struct Print
    {
        quint64 inode = 0;
        qint64 size = -1;
        qint64 changed = 0; ///< nanoseconds

        bool operator==(const Print &) const = default;
    };
    using Prints = std::array<Print, 2>;

    static Print printOf(const QString &path);
    Prints prints() const { return {printOf(m_files.certificate), printOf(m_files.key)}; }
    void look();

    TlsFiles m_files;
    Prints m_used;    ///< of those in use
    Prints m_refused; ///< of those that were told to be of no use
    Prints m_seen;    ///< at the last look
    QTimer m_look{this};
};

} // namespace everbounce
