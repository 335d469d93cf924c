// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scene/SceneDrawing.h"

#include <QFile>
#include <QSvgRenderer>
#include <QXmlStreamReader>
#include <QXmlStreamWriter>

namespace everbounce {

static QString sceneFile()
{
    return QStringLiteral(":/everbounce/scene.svg");
}

QSvgRenderer &sceneRenderer()
{
    static QSvgRenderer renderer(sceneFile());
    return renderer;
}

/// The attributes of an element, with the colour of its class.
static QXmlStreamAttributes colored(const QXmlStreamAttributes &attributes, const QColor &floor,
                                    const QColor &grid)
{
    const QStringView kind = attributes.value(QLatin1String("class"));
    QXmlStreamAttributes result;
    for (const QXmlStreamAttribute &attribute : attributes) {
        const QStringView name = attribute.qualifiedName();
        if (kind == QLatin1String("floor") && name == QLatin1String("fill"))
            result.append(QStringLiteral("fill"), floor.name());
        else if (kind == QLatin1String("grid") && name == QLatin1String("stroke"))
            result.append(QStringLiteral("stroke"), grid.name());
        else
            result.append(attribute);
    }
    return result;
}

void colorScene(const QColor &floor, const QColor &grid)
{
    // A style sheet would be shorter, but in Qt an element's own attribute wins.
    QFile file(sceneFile());
    if (!file.open(QIODevice::ReadOnly))
        return;
    QXmlStreamReader reader(&file);
    reader.setNamespaceProcessing(false);
    QByteArray drawing;
    QXmlStreamWriter writer(&drawing);
    while (!reader.atEnd()) {
        if (reader.readNext() == QXmlStreamReader::StartElement) {
            writer.writeStartElement(reader.qualifiedName().toString());
            writer.writeAttributes(colored(reader.attributes(), floor, grid));
        } else if (!reader.hasError()) {
            writer.writeCurrentToken(reader);
        }
    }
    sceneRenderer().load(drawing);
}

static QGradientStops readTrailPaint()
{
    QGradientStops stops;
    QFile file(sceneFile());
    if (!file.open(QIODevice::ReadOnly))
        return stops;
    QXmlStreamReader reader(&file);
    reader.setNamespaceProcessing(false);
    bool isTrail = false;
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement)
            continue;
        const QXmlStreamAttributes attributes = reader.attributes();
        if (reader.name() != QLatin1String("stop")) {
            isTrail = attributes.value(QLatin1String("id")) == QLatin1String("trail-paint");
        } else if (isTrail) {
            QColor color(attributes.value(QLatin1String("stop-color")).toString());
            color.setAlphaF(attributes.value(QLatin1String("stop-opacity")).toFloat());
            stops.append({attributes.value(QLatin1String("offset")).toDouble(), color});
        }
    }
    return stops;
}

const QGradientStops &trailPaint()
{
    static const QGradientStops paint = readTrailPaint();
    return paint;
}

} // namespace everbounce
