// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/files/FileRenewal.h"

#include <QFileInfo>

#include <chrono>
#include <utility>

namespace everbounce {

FileRenewal::FileRenewal(QObject *parent)
    : QObject(parent)
{
    m_look.setInterval(std::chrono::seconds(2));
    connect(&m_look, &QTimer::timeout, this, &FileRenewal::look);
}

void FileRenewal::follow(const QStringList &files)
{
    m_files = files;
    m_told = m_seen = prints();
    m_look.start();
}

QList<FilePrint> FileRenewal::prints() const
{
    QList<FilePrint> prints;
    for (const QString &file : m_files)
        prints << FilePrint::at(file);
    return prints;
}

void FileRenewal::look()
{
    const QList<FilePrint> now = prints();
    const bool isSettled = std::exchange(m_seen, now) == now;
    if (!isSettled || now == m_told)
        return;
    m_told = now;
    Q_EMIT replaced();
}

QString targetOf(const QString &path)
{
    const QString target = QFileInfo(path).canonicalFilePath();
    return target.isEmpty() ? path : target;
}

} // namespace everbounce
