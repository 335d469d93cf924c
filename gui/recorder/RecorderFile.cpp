// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/recorder/RecorderFile.h"

#include "engine/viewer/look/RecorderJson.h"

#include <QBuffer>
#include <QDateTime>
#include <QDir>
#include <QImage>
#include <QJsonDocument>
#include <QPainter>
#include <QSaveFile>
#include <QStandardPaths>
#include <QSvgGenerator>

namespace everbounce {

constexpr int pngScale = 2;

void RecorderFile::paint(QPainter *painter) const
{
    painter->setRenderHint(QPainter::Antialiasing);
    painter->fillRect(QRectF({}, size), ground);
    drawing.paintGround(painter, span.length());
    drawing.paint(painter, span, names);
}

QByteArray RecorderFile::svg() const
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(size.toSize());
    generator.setViewBox(QRectF({}, size));
    generator.setTitle(QStringLiteral("Everbounce"));
    QPainter painter(&generator);
    paint(&painter);
    painter.end();
    return bytes;
}

QByteArray RecorderFile::png() const
{
    QImage image((size * pngScale).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(pngScale);
    image.fill(ground);
    QPainter painter(&image);
    paint(&painter);
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    image.save(&buffer, "PNG");
    return bytes;
}

QByteArray RecorderFile::json() const
{
    return QJsonDocument(recorderJson(span, names, QDateTime::currentMSecsSinceEpoch())).toJson();
}

QString saveRecording(const QByteArray &content, const QString &kind)
{
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::PicturesLocation));
    const QString time = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyy-MM-dd'T'HH-mm-ss"));
    QSaveFile file(folder.filePath(QStringLiteral("everbounce-%1.%2").arg(time, kind)));
    const bool saved = folder.mkpath(QStringLiteral(".")) && file.open(QIODevice::WriteOnly) &&
                       file.write(content) == content.size() && file.flush() && file.commit();
    return saved ? RecorderDrawing::tr("Saved as %1.").arg(file.fileName())
                 : RecorderDrawing::tr("Cannot write %1: %2.").arg(file.fileName(), file.errorString());
}

} // namespace everbounce
