// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/RecorderItem.h"

#include "gui/RecorderWords.h"
#include "gui/Words.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace everbounce {

constexpr qreal gutter = 66; ///< for the lanes' names
constexpr qreal leastGap = 3;
constexpr double stallLine = 50;     ///< milliseconds: from there on a person may see it
constexpr double highestStall = 100; ///< as high as its lane
constexpr double fullHeight = 168;

RecorderItem::RecorderItem(QQuickItem *parent)
    : QQuickPaintedItem(parent)
{
    setAntialiasing(true);
    setImplicitHeight(fullHeight);
    connect(this, &RecorderItem::looksChanged, this, [this] {
        setImplicitHeight(fullHeight * unit());
        update();
    });
}

void RecorderItem::setRecorder(RecorderModel *recorder)
{
    if (recorder == m_recorder)
        return;
    m_recorder = recorder;
    if (recorder)
        connect(recorder, &RecorderModel::refreshed, this, &RecorderItem::refresh);
    Q_EMIT recorderChanged();
}

void RecorderItem::refresh()
{
    if (!isVisible())
        return;
    const RecordedMinute &minute = m_recorder->minute();
    constexpr qreal nearby = 5; // pixels
    const double tolerance = nearby / reach() * FlightRecorder::span;
    setTold(m_cursor ? words::around(minute, minute.to - *m_cursor, tolerance, m_recorder->recorder())
                     : QString());
    update();
}

void RecorderItem::setTold(const QString &told)
{
    if (told == m_told)
        return;
    m_told = told;
    Q_EMIT toldChanged();
}

void RecorderItem::pointAt(qreal x)
{
    m_cursor = std::clamp(m_recorder->minute().to - timeAt(x), 0.0, FlightRecorder::span);
    refresh();
}

void RecorderItem::step(bool forward)
{
    const RecordedMinute &minute = m_recorder->minute();
    const std::vector<double> instants = words::instantsOf(minute);
    constexpr double same = 1; // millisecond
    const double here = minute.to - m_cursor.value_or(0);
    double next = forward ? minute.to : minute.from;
    for (const double at : instants) {
        if (forward && at > here + same)
            next = std::min(next, at);
        if (!forward && at < here - same)
            next = std::max(next, at);
    }
    m_cursor = minute.to - next;
    refresh();
}

void RecorderItem::leave()
{
    m_cursor.reset();
    refresh();
}

qreal RecorderItem::left() const
{
    return gutter * unit();
}

qreal RecorderItem::reach() const
{
    return std::max(1.0, width() - left() - 2);
}

qreal RecorderItem::xOf(double at) const
{
    const double part = (at - m_recorder->minute().from) / FlightRecorder::span;
    return left() + std::clamp(part, 0.0, 1.0) * reach();
}

double RecorderItem::timeAt(qreal x) const
{
    return m_recorder->minute().from + (x - left()) / reach() * FlightRecorder::span;
}

QRectF RecorderItem::lane(const Lane &lane) const
{
    return {left(), lane.top * unit(), reach(), lane.height * unit()};
}

void RecorderItem::paint(QPainter *painter)
{
    if (!m_recorder)
        return;
    QFont font = painter->font();
    font.setPixelSize(qRound(m_textSize));
    painter->setFont(font);
    paintGround(painter);
    paintBands(painter);
    paintGaps(painter);
    paintFaults(painter);
    paintEngine(painter);
    paintStalls(painter);
    if (!m_cursor)
        return;
    const qreal x = xOf(m_recorder->minute().to - *m_cursor);
    painter->setPen(QPen(m_textColor, 1.5));
    painter->drawLine(QPointF(x, 0), QPointF(x, lane(stallLane).bottom()));
}

void RecorderItem::paintGround(QPainter *painter) const
{
    const struct
    {
        Lane lane;
        QString name;
    } lanes[] = {{leaseLane, tr("Lease")},
                 {gapLane, tr("No holder")},
                 {faultLane, tr("Faults")},
                 {engineLane, tr("Engine")},
                 {stallLane, tr("Stalls")}};
    for (const auto &[place, name] : lanes) {
        const QRectF rect = lane(place);
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_laneColor);
        painter->drawRoundedRect(rect, 3, 3);
        painter->setPen(m_softColor);
        painter->drawText(QRectF(0, rect.top() - 6, left(), rect.height() + 12),
                          Qt::AlignLeft | Qt::AlignVCenter, name);
    }
    for (const int seconds : {60, 45, 30, 15, 0}) {
        const qreal x = left() + reach() * (60 - seconds) / 60;
        const QString text = seconds ? tr("−%1 s").arg(seconds) : tr("now");
        const qreal wide = QFontMetricsF(painter->font()).horizontalAdvance(text);
        const qreal at = std::clamp(x - wide / 2, left(), left() + reach() - wide);
        painter->drawText(QPointF(at, axis * unit()), text);
    }
}

void RecorderItem::paintBands(QPainter *painter) const
{
    const QFontMetricsF metrics(painter->font());
    for (const auto &band : m_recorder->minute().bands) {
        QRectF rect = lane(leaseLane);
        rect.setLeft(xOf(band.from));
        rect.setRight(std::max(xOf(band.to), rect.left() + 1));
        const QString name = m_recorder->recorder().nameOf(band.node);
        const auto color = m_nodeColors.isEmpty()
                               ? m_accentColor
                               : m_nodeColors.at(m_recorder->colorOf(name) % m_nodeColors.size());
        painter->setPen(Qt::NoPen);
        painter->setBrush(color);
        painter->drawRoundedRect(rect, 3, 3);
        painter->setPen(m_bandTextColor);
        const QRectF inside = rect.adjusted(6, 0, -6, 0);
        for (const QString &text : {tr("%1 · term %2").arg(name).arg(band.term), name}) {
            if (metrics.horizontalAdvance(text) > inside.width())
                continue;
            painter->drawText(inside, Qt::AlignLeft | Qt::AlignVCenter, text);
            break;
        }
    }
}

void RecorderItem::paintGaps(QPainter *painter) const
{
    const QFontMetricsF metrics(painter->font());
    const QRectF all = lane(gapLane);
    qreal freeFrom = all.left(); // figures do not stand on each other
    for (const auto &gap : m_recorder->minute().gaps) {
        const qreal right = std::max(xOf(gap.to), all.left() + leastGap);
        const qreal from = std::min(xOf(gap.from), right - leastGap);
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_errorColor);
        painter->drawRect(QRectF(from, all.top() + all.height() / 2, right - from, all.height() / 2));
        const QString text = words::milliseconds(gap.length());
        const qreal wide = metrics.horizontalAdvance(text);
        const qreal x = std::clamp(from, all.left(), all.right() - wide);
        if (x < freeFrom)
            continue;
        painter->setPen(m_errorColor);
        painter->drawText(QPointF(x, all.top() + all.height() / 2 - 2), text);
        freeFrom = x + wide + 4;
    }
}

void RecorderItem::paintFaults(QPainter *painter) const
{
    const QRectF all = lane(faultLane);
    const qreal middle = all.center().y();
    const qreal half = all.height() * 0.36;
    painter->setPen(Qt::NoPen);
    for (const auto &fault : m_recorder->minute().faults) {
        const qreal x = xOf(fault.at);
        QColor color = m_warningColor;
        color.setAlphaF(0.45F);
        painter->setBrush(color);
        painter->drawRoundedRect(QRectF(QPointF(x, middle - 3), QPointF(xOf(fault.to), middle + 3)), 3, 3);
        if (fault.at < m_recorder->minute().from)
            continue;
        painter->setBrush(m_warningColor);
        const QPointF mark[] = {
            {x, middle - half}, {x + half, middle}, {x, middle + half}, {x - half, middle}};
        painter->drawPolygon(mark, 4);
    }
}

void RecorderItem::paintEngine(QPainter *painter) const
{
    const QRectF all = lane(engineLane);
    const qreal half = all.height() * 0.26;
    for (const auto &mark : m_recorder->minute().engine) {
        const QPointF centre(xOf(mark.at), all.center().y());
        if (mark.lost) {
            painter->setPen(QPen(m_errorColor, 2));
            painter->drawLine(centre - QPointF(half, half), centre + QPointF(half, half));
            painter->drawLine(centre - QPointF(half, -half), centre + QPointF(half, -half));
        } else {
            // Beside the cross of the engine that was lost, which is but milliseconds away.
            painter->setPen(QPen(m_accentColor, 2));
            painter->setBrush(Qt::NoBrush);
            painter->drawEllipse(centre, half * 1.7, half * 1.7);
        }
    }
}

void RecorderItem::paintStalls(QPainter *painter) const
{
    const QRectF all = lane(stallLane);
    painter->setPen(Qt::NoPen);
    for (const auto &stall : m_recorder->minute().stalls) {
        const qreal left = xOf(stall.at);
        const qreal right = xOf(stall.at + 1000);
        const qreal high = std::clamp(stall.ms / highestStall, 0.0, 1.0) * all.height();
        // A second in which nothing stalled is seen to have been watched.
        const QRectF bar(left, all.bottom() - std::max(high, 1.5), std::max(right - left - 1, 1.0),
                         std::max(high, 1.5));
        painter->setBrush(stall.ms >= stallLine ? m_errorColor : m_accentColor);
        painter->drawRect(bar);
    }
    const qreal limit = all.bottom() - stallLine / highestStall * all.height();
    painter->setPen(QPen(m_softColor, 1, Qt::DashLine));
    painter->drawLine(QPointF(all.left(), limit), QPointF(all.right(), limit));
}

} // namespace everbounce
