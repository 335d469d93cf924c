// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/page/Page.h"

#include "web/scene/Scene.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

namespace everbounce {
namespace {

constexpr char placeholder[] = "<!-- scene -->";

QByteArray readResource(const QString &path)
{
    QFile file(path);
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT(opened); // it is part of the program
    return opened ? file.readAll() : QByteArray();
}

QByteArray contentType(const QString &name)
{
    if (name.endsWith(QLatin1String(".js")))
        return "text/javascript; charset=utf-8";
    if (name.endsWith(QLatin1String(".css")))
        return "text/css; charset=utf-8";
    if (name.endsWith(QLatin1String(".svg")))
        return "image/svg+xml";
    if (name.endsWith(QLatin1String(".png")))
        return "image/png";
    if (name.endsWith(QLatin1String(".webmanifest")))
        return "application/manifest+json";
    return "text/html; charset=utf-8";
}

} // namespace

Page::Page()
{
    const QDir directory(QStringLiteral(":/everbounce/page"));
    QDirIterator files(directory.path(), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        const QString name = directory.relativeFilePath(path);
        const QByteArray content = readResource(path);
        if (name == QLatin1String("index.html"))
            m_document = content;
        else
            m_files.insert(QStringLiteral("/page/") + name, {200, contentType(name), content, {}});
    }
}

HttpResponse Page::document(const Position &ball, const QByteArray &policy) const
{
    return {200,
            "text/html; charset=utf-8",
            QByteArray(m_document).replace(placeholder, sceneWithBallAt(ball)),
            {{"Content-Security-Policy", policy}}};
}

} // namespace everbounce
