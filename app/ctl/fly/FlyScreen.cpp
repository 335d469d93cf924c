// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/fly/FlyScreen.h"

#include "engine/viewer/words/RecorderWords.h"

#include <algorithm>
#include <cmath>

namespace everbounce::ctl {
namespace {

constexpr int blue = 33;
constexpr int soft = 245;
constexpr int faint = 24;
constexpr int amber = 178;
constexpr int red = 167;
constexpr int nodeColors[] = {170, 172, 37, 135, 168, 107, 250, 137}; ///< as in window and page
constexpr int recorderRows = 6;
constexpr int besideWidth = 30; ///< that the cluster takes beside the scene

constexpr char16_t edges[] = u"▌▞▒░"; ///< of numbers that share a colour each has a pattern of its own
constexpr char16_t bands[] = u"█▞▒░";
constexpr std::size_t patterns = 4;

int colorOf(int index)
{
    return nodeColors[std::size_t(index) % std::size(nodeColors)];
}

std::size_t patternOf(int index)
{
    return std::size_t(index) / std::size(nodeColors) % patterns;
}

QString conditionOf(const NodeLook &look)
{
    const QString left = QStringLiteral(", %1 s").arg(std::ceil(look.secondsLeft));
    switch (look.state) {
    case NodeLook::State::Alive:
        return look.holder ? QStringLiteral("holds the lease") : QString();
    case NodeLook::State::Suspect:
        return QStringLiteral("silent");
    case NodeLook::State::Frozen:
        return QStringLiteral("frozen") + left;
    case NodeLook::State::Isolated:
        return QStringLiteral("isolated") + left;
    case NodeLook::State::Lossy:
        return QStringLiteral("lossy") + left;
    case NodeLook::State::Dying:
        return QStringLiteral("being killed");
    case NodeLook::State::Gone:
        return QStringLiteral("gone");
    case NodeLook::State::Apart:
        return look.holdsApart ? QStringLiteral("other holder") : QStringLiteral("other side");
    }
    return {};
}

/// Where what is, in cells.
struct Places
{
    int sceneWidth = 0;
    int sceneHeight = 0;
    int nodesX = 0;
    int nodesY = 0;
    int nodesWidth = 0;
    int nodesHeight = 0;
    int recorderY = 0;
};

/// A cell is twice as high as wide, so the box of 2:1 takes four columns to a row.
Places placesFor(int columns, int rows, int nodes)
{
    const int above = 1;
    const int below = recorderRows + 1;
    const bool beside = columns >= 2 * besideWidth;
    const int list = beside ? 0 : std::min(nodes, std::max(1, (rows - above - below) / 3));
    const int height = std::max(3, rows - above - below - list);
    Places places;
    places.sceneWidth = std::max(8, std::min(beside ? columns - besideWidth - 1 : columns, 4 * height));
    places.sceneHeight = std::max(3, std::min(height, (places.sceneWidth + 2) / 4));
    places.nodesX = beside ? places.sceneWidth + 1 : 0;
    places.nodesY = above + (beside ? 0 : places.sceneHeight);
    places.nodesWidth = columns - places.nodesX;
    places.nodesHeight = beside ? places.sceneHeight : list;
    places.recorderY = above + places.sceneHeight + list;
    return places;
}

void drawBox(Canvas &canvas, const Places &places)
{
    const int right = places.sceneWidth - 1;
    const int bottom = places.sceneHeight; // below the title
    canvas.fill(1, 1, right - 1, soft, u'─');
    canvas.fill(1, bottom, right - 1, soft, u'─');
    for (int y = 2; y < bottom; ++y) {
        canvas.fill(0, y, 1, soft, u'│');
        canvas.fill(right, y, 1, soft, u'│');
    }
    canvas.fill(0, 1, 1, soft, u'┌');
    canvas.fill(right, 1, 1, soft, u'┐');
    canvas.fill(0, bottom, 1, soft, u'└');
    canvas.fill(right, bottom, 1, soft, u'┘');
}

/// Dots of Braille for what is inside the frame.
class Dots
{
public:
    Dots(Canvas &canvas, const Places &places, const Box &box)
        : m_canvas(canvas)
        , m_box(box)
        , m_across(2.0 * (places.sceneWidth - 2))
        , m_down(4.0 * (places.sceneHeight - 2))
        , m_wide(std::max(1.0, box.radius / box.width * m_across))
        , m_high(std::max(1.0, box.radius / box.height * m_down))
    {
    }

    void put(const Position &at, double dx, double dy, int color)
    {
        const double x = 2 + at.x / m_box.width * m_across + dx;
        const double y = 8 + at.y / m_box.height * m_down + dy;
        const bool isIn = x >= 2 && x < 2 + m_across && y >= 8 && y < 8 + m_down;
        if (isIn)
            m_canvas.dot(int(x), int(y), color);
    }

    void disc(const Position &at, int color)
    {
        for (double dy = -m_high; dy <= m_high; dy += 1) {
            for (double dx = -m_wide; dx <= m_wide; dx += 1) {
                if (dx * dx / (m_wide * m_wide) + dy * dy / (m_high * m_high) <= 1)
                    put(at, dx, dy, color);
            }
        }
    }

    /// A little wider than the disc.
    void ring(const Position &at, int color)
    {
        constexpr int dots = 12;
        for (int i = 0; i < dots; ++i) {
            const double angle = 2 * 3.14159265358979 * i / dots;
            put(at, (m_wide + 2) * std::cos(angle), (m_high + 2) * std::sin(angle), color);
        }
    }

private:
    Canvas &m_canvas;
    Box m_box;
    double m_across;
    double m_down;
    double m_wide;
    double m_high;
};

void drawBall(Canvas &canvas, const Places &places, const FlyState &state)
{
    Dots dots(canvas, places, state.box);
    for (const Position &at : state.trail)
        dots.put(at, 0, 0, faint);
    for (const Position &at : state.sideBalls)
        dots.ring(at, amber);
    if (state.ball)
        dots.disc(*state.ball, blue);
}

/// Where there is no room for all, the holder and the nodes in trouble come first.
auto nodesFor(const Places &places, const FlyState &state)
{
    auto nodes = state.nodes;
    if (int(nodes.size()) > places.nodesHeight)
        std::ranges::stable_partition(nodes,
                                      [](const NodeLook &look) { return look.holder || !look.isSound(); });
    return nodes;
}

void drawNodes(Canvas &canvas, const Places &places, const FlyState &state)
{
    int y = places.nodesY;
    const int end = places.nodesY + places.nodesHeight;
    for (const NodeLook &look : nodesFor(places, state)) {
        if (y >= end)
            break;
        const bool troubled = !look.isSound();
        canvas.fill(places.nodesX, y, 1, colorOf(look.color), edges[patternOf(look.color)]);
        canvas.write(places.nodesX + 1, y,
                     look.holder       ? QStringLiteral("●")
                     : look.holdsApart ? QStringLiteral("◌")
                                       : QStringLiteral(" "),
                     look.holder ? blue : amber);
        canvas.write(places.nodesX + 3, y, look.node.name, look.isGhost ? soft : -1, look.holder);
        canvas.write(places.nodesX + 3 + int(look.node.name.size()) + 1, y, conditionOf(look),
                     troubled ? amber : blue);
        ++y;
    }
    if (const auto hidden = qsizetype(state.nodes.size()) - places.nodesHeight; hidden > 0) {
        const QString text = QStringLiteral(" +%1").arg(hidden);
        canvas.write(places.nodesX + places.nodesWidth - int(text.size()), end - 1, text, soft);
    }
}

void drawRecorder(Canvas &canvas, const Places &places, const FlyState &state)
{
    constexpr int gutter = 10;
    const int reach = canvas.width() - gutter;
    const RecordedSpan &span = state.span;
    const auto xOf = [&](double at) {
        const double share = (at - span.from) / span.length();
        return gutter + int(std::clamp(share, 0.0, 1.0) * (reach - 1));
    };
    const char *const lanes[] = {"Lease", "No holder", "Faults", "Engine"};
    const int top = places.recorderY + 1;
    canvas.write(0, places.recorderY, words::summaryOf(span, words::Stalls::Unmeasured), soft);
    for (int i = 0; i < 4; ++i)
        canvas.write(0, top + i, QLatin1String(lanes[i]), soft);
    for (const auto &band : span.bands) {
        const QString name = state.names ? state.names->nameOf(band.node) : QString();
        const int index = state.names ? state.names->colorOf(name) : 0;
        const int color = colorOf(index);
        const int x = xOf(band.from);
        const int width = std::max(1, xOf(band.to) - x + 1);
        canvas.fill(x, top, width, color, bands[patternOf(index)]);
        const QString text = QStringLiteral(" %1 · term %2 ").arg(name, QString::number(band.term));
        if (text.size() < width)
            canvas.write(x, top, text, 16, true, color);
    }
    for (const auto &gap : span.gaps)
        canvas.fill(xOf(gap.from), top + 1, std::max(1, xOf(gap.to) - xOf(gap.from)), red, u'▌');
    for (const auto &fault : span.faults) {
        canvas.fill(xOf(fault.at), top + 2, xOf(fault.to) - xOf(fault.at), amber, u'─');
        canvas.fill(xOf(fault.at), top + 2, 1, amber, u'◆');
    }
    for (const auto &mark : span.engine)
        canvas.fill(xOf(mark.at), top + 3, 1, mark.lost ? red : blue, mark.lost ? u'×' : u'●');
    canvas.write(gutter, top + 4, QStringLiteral("−60 s"), soft);
    canvas.write(canvas.width() - 3, top + 4, QStringLiteral("now"), soft);
}

} // namespace

Canvas drawFly(const FlyState &state, int columns, int rows)
{
    Canvas canvas(std::clamp(columns, 20, 500), std::clamp(rows, 12, 200));
    const Places places = placesFor(canvas.width(), canvas.height(), int(state.nodes.size()));
    const QString lease = state.cluster.lease ? QStringLiteral("term %1").arg(state.cluster.lease.term)
                                              : QStringLiteral("no holder");
    canvas.write(0, 0, QStringLiteral("Everbounce"), -1, true);
    canvas.write(12, 0,
                 QStringLiteral("%1 · %2%3")
                     .arg(lease, state.cluster.behavior,
                          state.cluster.onTrial ? QStringLiteral(" (on trial)") : QString()),
                 soft);
    drawBox(canvas, places);
    drawBall(canvas, places, state);
    if (!state.isHeard)
        canvas.write(2, places.sceneHeight / 2 + 1, QStringLiteral(" No node answers "), red, true);
    drawNodes(canvas, places, state);
    drawRecorder(canvas, places, state);
    const int last = canvas.height() - 1;
    canvas.fill(0, last, canvas.width(), -1, u' ');
    canvas.write(0, last, QStringLiteral("q quits"), soft);
    const QString lasting =
        state.sides.isEmpty() && state.cluster.chaos.on ? state.cluster.chaos.news : state.sides;
    canvas.write(9, last, lasting.isEmpty() ? state.news : lasting, lasting.isEmpty() ? -1 : amber);
    return canvas;
}

} // namespace everbounce::ctl
