// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/report/Archive.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>

namespace everbounce::bench {
namespace {

QByteArray contentOf(const QString &fileName)
{
    QFile file(fileName);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool write(const QString &fileName, const QByteArray &content)
{
    QSaveFile file(fileName);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.flush() &&
           file.commit();
}

} // namespace

QString Archive::fileOf(const QString &part) const
{
    return QDir(m_directory).filePath(part + QLatin1String(".json"));
}

bool Archive::keep(const Report &report) const
{
    return QDir().mkpath(m_directory) &&
           write(fileOf(report.name), QJsonDocument(toJson(report)).toJson(QJsonDocument::Indented));
}

bool Archive::writePage(const QStringList &parts) const
{
    QStringList sections;
    for (const QString &part : parts)
        if (const auto report = reportFrom(QJsonDocument::fromJson(contentOf(fileOf(part))).object()))
            sections << toMarkdown(*report);
    const QByteArray frame = contentOf(QStringLiteral(":/everbounce/page.md"));
    return write(
        page(),
        QString::fromUtf8(frame).replace(QLatin1String("<!-- parts -->\n"), sections.join(u'\n')).toUtf8());
}

} // namespace everbounce::bench
