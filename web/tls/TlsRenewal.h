// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/files/FileRenewal.h"
#include "web/tls/TlsPair.h"

#include <QObject>

namespace everbounce {

/// Reads a certificate and its key anew when they have been replaced. Lives on the thread on which it was
/// made.
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
    void read();

    TlsFiles m_files;
    TlsContext m_context; ///< in use
    FileRenewal m_renewal{this};
};

} // namespace everbounce
