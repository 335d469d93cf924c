// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/scene/Scene.h"

#include "web/text/Number.h"

#include <QFile>

namespace everbounce {
namespace {

QByteArray readScene()
{
    QFile file(QString::fromLatin1(sceneResource));
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT(opened); // it is part of the program
    return opened ? file.readAll() : QByteArray();
}

} // namespace

QByteArray ballTransform(const Position &position)
{
    return "translate(" + shortestDecimal(position.x) + ' ' + shortestDecimal(position.y) + ')';
}

QByteArray sceneWithBallAt(const Position &position)
{
    static const QByteArray scene = readScene();
    static const QByteArray atStart = ballTransform({BallState{}.x, BallState{}.y});
    return QByteArray(scene).replace(atStart, ballTransform(position));
}

} // namespace everbounce
