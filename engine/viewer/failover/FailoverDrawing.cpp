// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/viewer/failover/FailoverDrawing.h"

#include "engine/viewer/failover/TimeWarp.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace everbounce {
namespace {

constexpr double width = 960;
constexpr double left = 140; ///< where time begins, to the right of the names
constexpr double right = width - 30;
constexpr double top = 64; ///< of the first lane, below the words of the moments
constexpr double laneHeight = 56;
constexpr double axisHeight = 30;

struct Palette
{
    const char *ground;
    const char *line;
    const char *text;
    const char *soft;
    const char *accent;
    const char *error;
};
constexpr Palette light{"#ffffff", "#d5dce8", "#16233a", "#55637a", "#1c63e0", "#b3261e"};
constexpr Palette darkOne{"#121b2a", "#2a384d", "#e6ecf5", "#9fadc2", "#74a9ff", "#ff9b91"};

/// Messages that decide; the others are drawn thin.
bool decides(const FailoverMessage &message)
{
    return message.type == QLatin1String("claim") || message.type == QLatin1String("vote") ||
           message.type == QLatin1String("handover") || message.type == QLatin1String("record");
}

QString number(double value)
{
    return QString::number(value, 'f', 1);
}

class Drawing
{
public:
    Drawing(const FailoverView &view, const Palette &palette, const Say &say)
        : m_view(view)
        , m_colors(palette)
        , m_say(say)
        , m_warp(instantsOf(view), left, right)
        , m_bottom(top + laneHeight * double(view.lanes.size()))
    {
    }

    QByteArray document()
    {
        m_svg = QStringLiteral(
                    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1 %2\" width=\"%1\" "
                    "height=\"%2\" font-family=\"system-ui, sans-serif\" font-size=\"13\" role=\"img\">")
                    .arg(number(width), number(m_bottom + axisHeight));
        addTitle(caption());
        rectangle(0, 0, width, m_bottom + axisHeight, m_colors.ground);
        drawCuts();
        drawMoments();
        for (qsizetype i = 0; i < m_view.lanes.size(); ++i)
            drawLane(m_view.lanes[i], laneAt(i));
        for (const FailoverMessage &message : m_view.messages)
            drawMessage(message);
        for (const FailoverMark &mark : m_view.marks)
            drawMark(mark);
        m_svg += QStringLiteral("</svg>\n");
        return m_svg.toUtf8();
    }

private:
    static std::vector<double> instantsOf(const FailoverView &view)
    {
        std::vector<double> instants{0};
        for (const FailoverMark &mark : view.marks)
            instants.push_back(mark.ms);
        for (const FailoverMessage &message : view.messages) {
            for (const auto &end : {message.sent, message.received}) {
                if (end)
                    instants.push_back(*end);
            }
        }
        for (const auto &moment : {view.held, view.track, view.shown}) {
            if (moment)
                instants.push_back(*moment);
        }
        return instants;
    }

    QString caption() const
    {
        const FailoverSummary &summary = m_view.summary;
        return QStringLiteral("Term %1: %2 takes over from %3")
            .arg(summary.term)
            .arg(summary.to, summary.from);
    }

    static double laneAt(qsizetype index) { return top + laneHeight * (double(index) + 0.5); }

    std::optional<double> laneOf(NodeId node) const
    {
        const auto lane = std::ranges::find(m_view.lanes, node, &FailoverLane::id);
        return lane == m_view.lanes.end() ? std::nullopt : std::optional(laneAt(lane - m_view.lanes.begin()));
    }

    void rectangle(double x, double y, double w, double h, const char *fill)
    {
        m_svg += QStringLiteral("<rect x=\"%1\" y=\"%2\" width=\"%3\" height=\"%4\" fill=\"%5\"/>")
                     .arg(number(x), number(y), number(w), number(h), QLatin1String(fill));
    }

    void line(double x1, double y1, double x2, double y2, const char *color, double thickness,
              bool dashed = false, const QString &title = {})
    {
        m_svg +=
            QStringLiteral(
                "<line x1=\"%1\" y1=\"%2\" x2=\"%3\" y2=\"%4\" stroke=\"%5\" stroke-width=\"%6\"%7>")
                .arg(number(x1), number(y1), number(x2), number(y2), QLatin1String(color), number(thickness),
                     dashed ? QStringLiteral(" stroke-dasharray=\"4 4\"") : QString());
        addTitle(title);
        m_svg += QStringLiteral("</line>");
    }

    QString said(const QString &text) const { return m_say ? m_say(text) : text; }

    void addTitle(const QString &title)
    {
        if (!title.isEmpty())
            m_svg += QStringLiteral("<title>%1</title>").arg(said(title).toHtmlEscaped());
    }

    void write(double x, double y, const QString &text, const char *color, const char *anchor = "start",
               bool bold = false)
    {
        m_svg += QStringLiteral("<text x=\"%1\" y=\"%2\" fill=\"%3\" text-anchor=\"%4\"%5>%6</text>")
                     .arg(number(x), number(y), QLatin1String(color), QLatin1String(anchor),
                          bold ? QStringLiteral(" font-weight=\"600\"") : QString(), text.toHtmlEscaped());
    }

    void drawCuts()
    {
        for (const TimeWarp::Cut &cut : m_warp.cuts()) {
            const double middle = (cut.from + cut.to) / 2;
            line(middle - 3, top, middle - 3, m_bottom, m_colors.line, 1, true);
            line(middle + 3, top, middle + 3, m_bottom, m_colors.line, 1, true);
            write(middle, m_bottom + 18, QStringLiteral("%1 ms").arg(cut.length, 0, 'f', 0), m_colors.soft,
                  "middle");
        }
    }

    /// The moments that people ask for, each on a line of its own, so that close ones do not overlap.
    void drawMoments()
    {
        struct Moment
        {
            std::optional<double> ms;
            QString words;
        };
        double y = 14;
        for (const Moment &moment : {Moment{0.0, QStringLiteral("first sign")},
                                     Moment{m_view.held, QStringLiteral("holds the lease")},
                                     Moment{m_view.track, QStringLiteral("publishes")},
                                     Moment{m_view.shown, QStringLiteral("shown everywhere")}}) {
            if (!moment.ms)
                continue;
            const double x = m_warp.at(*moment.ms);
            line(x, y + 4, x, m_bottom, m_colors.line, 1);
            const bool nearEnd = x > (left + right) / 2;
            write(nearEnd ? x - 4 : x + 4, y + 2,
                  said(QStringLiteral("%1 ms: %2").arg(*moment.ms, 0, 'f', 1).arg(moment.words)),
                  m_colors.soft, nearEnd ? "end" : "start");
            y += 15;
        }
    }

    void drawLane(const FailoverLane &lane, double y)
    {
        const bool isNew = lane.name == m_view.summary.to;
        const bool isOld = lane.name == m_view.summary.from;
        write(left - 14, y + 4, lane.name, m_colors.text, "end", isNew || isOld);
        const double end = lane.ended ? m_warp.at(*lane.ended) : right;
        line(left - 8, y, end, y, m_colors.line, 2);
        if (isOld)
            line(left - 8, y, lane.ended ? end : m_warp.at(0), y, m_colors.accent, 4);
        if (isNew && m_view.cause == QLatin1String("met")) // it held its lease before they met
            line(left - 8, y, right, y, m_colors.accent, 4);
        else if (isNew && m_view.held)
            line(m_warp.at(*m_view.held), y, right, y, m_colors.accent, 4);
        if (lane.ended) {
            line(end - 6, y - 6, end + 6, y + 6, m_colors.error, 2.5);
            line(end - 6, y + 6, end + 6, y - 6, m_colors.error, 2.5);
            write(end + 12, y + 4, said(QStringLiteral("is gone")), m_colors.error);
        } else if (!lane.told) {
            write(right, y - 6, said(QStringLiteral("no record")), m_colors.soft, "end");
        }
    }

    void drawMessage(const FailoverMessage &message)
    {
        const auto from = laneOf(message.from);
        const auto to = laneOf(message.to);
        if (!from || !to)
            return;
        const bool strong = decides(message);
        const char *const color = strong ? m_colors.accent : m_colors.soft;
        const double thickness = strong ? 1.8 : 0.8;
        const double x1 = m_warp.at(message.sent ? *message.sent : *message.received);
        const double x2 = m_warp.at(message.received ? *message.received : *message.sent);
        // If nobody knows one end, it is not drawn: the line stops half way.
        const double share = message.received ? 1 : 0.5;
        const double y1 = message.sent ? *from : std::midpoint(*from, *to);
        const double y2 = *from + (*to - *from) * share;
        line(x1, y1, x2, y2, color, thickness, !message.sent || !message.received, message.text);
        if (message.received)
            drawHead(x1, y1, x2, y2, color, strong ? 7 : 5);
    }

    void drawHead(double x1, double y1, double x2, double y2, const char *color, double size)
    {
        const double length = std::hypot(x2 - x1, y2 - y1);
        if (length < 1)
            return;
        const double ux = (x2 - x1) / length, uy = (y2 - y1) / length;
        const auto corner = [&](double side) {
            return QStringLiteral("%1,%2").arg(number(x2 - size * ux - side * size / 2 * uy),
                                               number(y2 - size * uy + side * size / 2 * ux));
        };
        m_svg += QStringLiteral("<polygon points=\"%1,%2 %3 %4\" fill=\"%5\"/>")
                     .arg(number(x2), number(y2), corner(1), corner(-1), QLatin1String(color));
    }

    void drawMark(const FailoverMark &mark)
    {
        const auto y = laneOf(mark.node);
        if (!y)
            return;
        const bool isTrouble =
            mark.kind == QLatin1String("link-closed") || mark.kind == QLatin1String("peer-gone") ||
            mark.kind == QLatin1String("peer-lost") || mark.kind == QLatin1String("silent") ||
            mark.kind == QLatin1String("engine-lost");
        m_svg += QStringLiteral("<circle cx=\"%1\" cy=\"%2\" r=\"4\" fill=\"%3\" stroke=\"%4\">")
                     .arg(number(m_warp.at(mark.ms)), number(*y),
                          QLatin1String(isTrouble ? m_colors.error : m_colors.accent),
                          QLatin1String(m_colors.ground));
        addTitle(QStringLiteral("%1 ms: %2").arg(mark.ms, 0, 'f', 1).arg(mark.text));
        m_svg += QStringLiteral("</circle>");
    }

    const FailoverView &m_view;
    const Palette &m_colors;
    const Say &m_say;
    TimeWarp m_warp;
    double m_bottom;
    QString m_svg;
};

} // namespace

QByteArray drawFailover(const FailoverView &view, bool dark, const Say &say)
{
    return Drawing(view, dark ? darkOne : light, say).document();
}

} // namespace everbounce
