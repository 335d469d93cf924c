// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/replica/store/StateDirectory.h"

#include "engine/base/files/OutsideFile.h"
#include "engine/base/files/SafeFile.h"

#include <QDir>
#include <QFile>

namespace everbounce {

StateDirectory::StateDirectory(const QString &path)
    : m_path(path)
{
    QDir().mkpath(path);
    m_writer.moveToThread(&m_thread);
    m_thread.setObjectName(QStringLiteral("snapshot"));
    m_thread.start();
}

StateDirectory::~StateDirectory()
{
    // Queued jobs are carried out before the thread's loop sees that it should end.
    QMetaObject::invokeMethod(&m_writer, [this] { m_thread.quit(); });
    m_thread.wait();
}

QString StateDirectory::pathOf(const QString &name) const
{
    return QDir(m_path).filePath(name);
}

QString StateDirectory::lock()
{
    if (m_lock.lock(m_path))
        return {};
    return QStringLiteral(
               "Another node keeps its state in %1: stop it, or give this one another --state-dir.")
        .arg(QDir(m_path).absolutePath());
}

Disk::Content StateDirectory::read(const QString &name, qint64 mostBytes)
{
    removeLeftovers(pathOf(name));
    OutsideFile file(pathOf(name));
    Content content;
    content.isMissing = file.isMissing();
    if (!content.isMissing)
        content.bytes = file.read(mostBytes);
    content.problem = file.problem();
    content.isUnread = file.isUnread();
    return content;
}

QString StateDirectory::setAside(const QString &name)
{
    const QString aside = pathOf(name) + QLatin1String(".aside-") + timeInFileName();
    return QFile::rename(pathOf(name), aside) ? aside : QString();
}

QString StateDirectory::replace(const QString &name, const QByteArray &content)
{
    return replaceFile(pathOf(name), content);
}

QString StateDirectory::replaceEnd(const QString &name, qint64 from, const QByteArray &content)
{
    return replaceEndOfFile(pathOf(name), from, content);
}

void StateDirectory::run(Job job, Done done)
{
    QMetaObject::invokeMethod(&m_writer, [this, job = std::move(job), done = std::move(done)] {
        const QString problem = job();
        QMetaObject::invokeMethod(this, [done, problem] { done(problem); });
    });
}

} // namespace everbounce
