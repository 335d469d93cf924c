// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/recorder/RecorderItem.h"

#include "engine/viewer/words/RecorderWords.h"
#include "gui/recorder/RecorderDrawing.h"
#include "gui/recorder/RecorderFile.h"
#include "gui/window/WindowFrames.h"

#include <QGuiApplication>
#include <QPainter>
#include <QQuickWindow>
#include <QSGImageNode>

#include <algorithm>
#include <cmath>

namespace everbounce {

constexpr qreal nearby = 6; ///< units of width: pointing need not be exact

RecorderItem::RecorderItem(QQuickItem *parent)
    : QQuickItem(parent)
{
    setFlag(ItemHasContents);
}

void RecorderItem::setRecorder(RecorderModel *recorder)
{
    if (recorder == m_recorder)
        return;
    if (m_recorder)
        m_recorder->disconnect(this);
    m_recorder = recorder;
    if (recorder) {
        connect(recorder, &RecorderModel::refreshed, this, &RecorderItem::refresh);
        connect(recorder, &RecorderModel::minutesChanged, this, [this] {
            m_lookedAt.reset(); // an instant that was chosen by keys may be out of it
            tell();
            startAnew();
        });
    }
    startAnew();
    Q_EMIT recorderChanged();
}

void RecorderItem::setLook(const RecorderLook &look)
{
    if (look == m_look)
        return;
    m_look = look;
    setImplicitHeight(std::ceil(RecorderDrawing::heightFor(look.unit)));
    startAnew();
    Q_EMIT lookChanged();
}

void RecorderItem::pointAt(qreal x)
{
    m_pointedAt = x;
    tell();
}

void RecorderItem::step(bool forward)
{
    const RecordedSpan &span = m_recorder->span();
    constexpr double same = 1; // millisecond
    const double here = m_lookedAt.value_or(span.to);
    double next = forward ? span.to : span.from;
    for (const double at : words::instantsOf(span)) {
        if (forward && at > here + same)
            next = std::min(next, at);
        if (!forward && at < here - same)
            next = std::max(next, at);
    }
    lookAt(next);
}

void RecorderItem::goToEnd(bool newest)
{
    lookAt(newest ? m_recorder->span().to : m_recorder->span().from);
}

void RecorderItem::lookAt(double instant)
{
    m_pointedAt.reset();
    m_lookedAt = instant;
    tell();
}

void RecorderItem::leave()
{
    m_pointedAt.reset();
    m_lookedAt.reset();
    tell();
}

void RecorderItem::tell()
{
    const RecordedSpan &span = m_recorder->span();
    const RecorderDrawing drawn = drawing();
    if (m_pointedAt)
        m_lookedAt = std::clamp(drawn.timeAt(span, *m_pointedAt), span.from, span.to);
    if (m_lookedAt)
        m_lookedAt = std::max(*m_lookedAt, span.from); // time moves on
    const qreal cursor = m_lookedAt ? drawn.xOf(span, *m_lookedAt) : 0;
    const QString told = m_lookedAt ? words::around(span, *m_lookedAt, drawn.timeFor(nearby, span.length()),
                                                    m_recorder->recorder())
                                    : QString();
    if (told == m_told && cursor == m_cursor)
        return;
    m_told = told;
    m_cursor = cursor;
    Q_EMIT toldChanged();
}

QString RecorderItem::save(const QString &kind, const QColor &ground) const
{
    const RecorderDrawing drawn = drawing();
    const RecorderFile file{drawn, m_recorder->span(), m_recorder->recorder(), size(), ground};
    const bool isPicture = kind != QLatin1String("json");
    return saveRecording(!isPicture                     ? file.json()
                         : kind == QLatin1String("svg") ? file.svg()
                                                        : file.png(),
                         kind);
}

RecorderDrawing RecorderItem::drawing() const
{
    return {m_look, width(), QGuiApplication::font()};
}

void RecorderItem::geometryChange(const QRectF &newGeometry, const QRectF &oldGeometry)
{
    QQuickItem::geometryChange(newGeometry, oldGeometry);
    if (newGeometry.size() != oldGeometry.size())
        startAnew();
}

void RecorderItem::itemChange(ItemChange change, const ItemChangeData &data)
{
    QQuickItem::itemChange(change, data);
    if (change == ItemSceneChange)
        follow(data.window);
    if (change == ItemSceneChange || change == ItemDevicePixelRatioHasChanged ||
        (change == ItemVisibleHasChanged && data.boolValue))
        startAnew();
}

void RecorderItem::follow(QQuickWindow *window)
{
    if (m_frames)
        disconnect(m_frames, nullptr, this, nullptr);
    m_frames = window ? WindowFrames::of(window) : nullptr;
    // Queued: the signal comes from the rendering thread, or while a frame is just ending.
    if (m_frames)
        connect(m_frames, &WindowFrames::presented, this, &RecorderItem::useRest, Qt::QueuedConnection);
}

/// A frame was presented, and the next one has time.
void RecorderItem::useRest()
{
    if (!m_isDue || m_ground.isNull())
        return;
    makePicture();
    update();
}

/// Time has moved on.
void RecorderItem::refresh()
{
    if (!isVisible() || !window())
        return;
    tell();
    m_isDue = true;
    window()->update(); // there is a frame to wait for, even if nothing flies
}

/// Nothing of the picture can be used any longer: the next frame needs a new one.
void RecorderItem::startAnew()
{
    m_ground = {};
    polish();
}

void RecorderItem::updatePolish()
{
    if (!m_ground.isNull() || !m_recorder || !window() || width() < 1 || height() < 1)
        return;
    m_ground = blankPicture();
    QPainter painter(&m_ground);
    painter.setRenderHint(QPainter::Antialiasing);
    drawing().paintGround(&painter, m_recorder->span().length());
    painter.end();
    tell();
    makePicture();
    update();
}

QImage RecorderItem::blankPicture() const
{
    const qreal ratio = window()->effectiveDevicePixelRatio();
    QImage picture((size() * ratio).toSize().expandedTo({1, 1}), QImage::Format_ARGB32_Premultiplied);
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);
    return picture;
}

void RecorderItem::makePicture()
{
    m_isDue = false;
    m_picture = m_ground;
    QPainter painter(&m_picture);
    painter.setRenderHint(QPainter::Antialiasing);
    drawing().paint(&painter, m_recorder->span(), m_recorder->recorder());
    m_isShown = false;
}

QSGNode *RecorderItem::updatePaintNode(QSGNode *node, UpdatePaintNodeData *)
{
    auto *image = static_cast<QSGImageNode *>(node);
    if (m_picture.isNull()) {
        delete image;
        return nullptr;
    }
    if (!image) {
        image = window()->createImageNode();
        image->setOwnsTexture(true);
        m_isShown = false;
    }
    if (m_isShown)
        return image;
    m_isShown = true;
    image->setTexture(window()->createTextureFromImage(m_picture, QQuickWindow::TextureHasAlphaChannel));
    image->setSourceRect(m_picture.rect());
    image->setRect(QRectF({0, 0}, m_picture.deviceIndependentSize()));
    return image;
}

} // namespace everbounce
