// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/files/FilePrint.h"

#include <QList>
#include <QObject>
#include <QStringList>
#include <QTimer>

namespace everbounce {

/// Looks every few seconds whether files have been replaced that are in use, such as certificates. It does
/// not wait for news from the kernel: what is replaced may be a link, or a folder above it. Lives on the
/// thread on which it was made.
class FileRenewal final : public QObject
{
    Q_OBJECT
public:
    explicit FileRenewal(QObject *parent = nullptr);

    /// From now on, as they are now.
    void follow(const QStringList &files);

Q_SIGNALS:
    /// They are others than before, and were the same at the last look: one is replaced after the other.
    void replaced();

private:
    QList<FilePrint> prints() const;
    void look();

    QStringList m_files;
    QList<FilePrint> m_told;
    QList<FilePrint> m_seen; ///< at the last look
    QTimer m_look{this};
};

/// Where a name leads in the end. Programs that renew certificates keep the files elsewhere, and links to the
/// newest where everybody looks.
QString targetOf(const QString &path);

} // namespace everbounce
