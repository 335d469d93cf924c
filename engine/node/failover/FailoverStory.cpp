// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/failover/FailoverStory.h"

#include "engine/base/NameOrder.h"
#include "engine/node/failover/FailoverWords.h"
#include "engine/node/failover/MessagePairs.h"

#include <QHash>

#include <algorithm>
#include <set>

namespace everbounce {
namespace {

using Kind = Mark::Kind;

/// How closely the clocks of two nodes agree, in ticks (3 ms of 30).
constexpr double clockDoubt = 0.1;

/// Once the last node has shown the new holder's flight the story ends.
constexpr double epilogue = 0.2;

/// Whether the mark means that the holder is in trouble, or gives up.
bool isSign(const Mark &mark, NodeId node, const Change &change)
{
    const NodeId holder = change.from.holder;
    switch (mark.kind) {
    case Kind::LinkClosed:
    case Kind::PeerGone:
    case Kind::PeerLost:
    case Kind::Silent:
        return mark.peer == holder;
    case Kind::Stopped:
        return node == holder;
    case Kind::Sent:
    case Kind::Received:
        return ((mark.message == Mark::Message::Claim || mark.message == Mark::Message::Vote) &&
                mark.number == change.to.term) ||
               ((mark.message == Mark::Message::Handover || mark.message == Mark::Message::Lost) &&
                mark.number == change.from.term);
    default:
        return false;
    }
}

/// The first sign on one node that was not taken back.
const Mark *firstSign(const FailoverPart &part, const Change &change)
{
    const Mark *first = nullptr;
    for (const Mark &mark : part.change.marks) {
        if (mark.kind == Kind::Heard && mark.peer == change.from.holder)
            first = nullptr;
        else if (!first && isSign(mark, part.node, change))
            first = &mark;
    }
    return first;
}

const Mark *firstSign(const std::vector<FailoverPart> &parts, const Change &change)
{
    const Mark *first = nullptr;
    for (const FailoverPart &part : parts) {
        const Mark *const mark = firstSign(part, change);
        if (mark && (!first || mark->tick < first->tick))
            first = mark;
    }
    return first;
}

/// Whether some node recorded such a mark.
template<typename Predicate>
bool anyMark(const std::vector<FailoverPart> &parts, Predicate predicate)
{
    return std::ranges::any_of(
        parts, [&](const FailoverPart &part) { return std::ranges::any_of(part.change.marks, predicate); });
}

/// Why a holder stopped that showed no other sign: it gave the lease away, or it learned that a newer one
/// exists.
QString causeOfStop(const std::vector<FailoverPart> &parts, const Mark &stop, const Change &change)
{
    const bool learned = anyMark(parts, [&](const Mark &mark) {
        return mark.kind == Kind::Followed && mark.peer == change.to.holder && mark.tick >= stop.tick &&
               mark.tick < stop.tick + clockDoubt;
    });
    const bool met = anyMark(parts, [&](const Mark &mark) {
        return mark.kind == Kind::Heard && mark.peer == change.to.holder && mark.tick <= stop.tick;
    });
    return !learned ? QStringLiteral("handed over") : met ? QStringLiteral("met") : QStringLiteral("unknown");
}

QString causeOf(const std::vector<FailoverPart> &parts, const Mark *sign, const Change &change)
{
    if (!sign)
        return QStringLiteral("unknown");
    if (sign->message == Mark::Message::Handover)
        return QStringLiteral("handed over");
    if (sign->kind == Kind::Stopped)
        return causeOfStop(parts, *sign, change);
    if (sign->kind == Kind::LinkClosed || sign->kind == Kind::PeerGone ||
        sign->message == Mark::Message::Lost || sign->message == Mark::Message::Vote)
        return QStringLiteral("ended");
    return QStringLiteral("silent");
}

/// The tick of the first such mark at or after `from`.
template<typename Predicate>
std::optional<double> firstTick(const std::vector<Mark> &marks, double from, Predicate predicate)
{
    for (const Mark &mark : marks) {
        if (mark.tick >= from && predicate(mark))
            return mark.tick;
    }
    return std::nullopt;
}

/// The instants of a story, in ticks.
struct Moments
{
    double begin = 0;
    std::optional<double> held;
    std::optional<double> track;
    std::optional<double> shown;
    double end = 0;
};

Moments momentsOf(const std::vector<FailoverPart> &parts, const Change &change, const Mark *sign)
{
    Moments at;
    double learned = change.tick;
    for (const FailoverPart &part : parts) {
        learned = std::min(learned, part.change.tick);
        if (part.node != change.to.holder)
            continue;
        at.held = firstTick(part.change.marks, 0, [&](const Mark &mark) {
            return mark.kind == Kind::Held && mark.number == change.to.term;
        });
        if (at.held)
            at.track = firstTick(part.change.marks, *at.held,
                                 [](const Mark &mark) { return mark.kind == Kind::Published; });
    }
    at.begin = std::min(sign ? sign->tick : learned, at.held.value_or(learned));
    for (const FailoverPart &part : parts) {
        const auto shown =
            firstTick(part.change.marks, at.track.value_or(learned) - clockDoubt, [&](const Mark &mark) {
                return mark.kind == Kind::Shown && mark.peer == change.to.holder;
            });
        if (shown)
            at.shown = std::max(at.shown.value_or(*shown), *shown);
    }
    const double last = std::max({learned, at.held.value_or(0), at.track.value_or(0), at.shown.value_or(0)});
    at.end = last + epilogue;
    return at;
}

QList<FailoverLane> lanesOf(const std::vector<FailoverPart> &parts, const Change &change,
                            const FailoverSetting &setting, const std::function<double(double)> &ms)
{
    std::set<NodeId> tellers;
    for (const FailoverPart &part : parts)
        tellers.insert(part.node);
    std::set<NodeId> nodes = tellers;
    nodes.insert(change.to.holder);
    nodes.insert(change.from.holder);
    QList<FailoverLane> lanes;
    for (const NodeId node : nodes) {
        FailoverLane lane{node, setting.nameOf(node), tellers.count(node) > 0, {}};
        for (const FailoverPart &part : parts) {
            if (lane.told)
                break;
            const auto gone = firstTick(part.change.marks, 0, [&](const Mark &mark) {
                return mark.peer == node && (mark.kind == Kind::LinkClosed || mark.kind == Kind::PeerGone);
            });
            if (gone)
                lane.ended = std::min(lane.ended.value_or(ms(*gone)), ms(*gone));
        }
        lanes << lane;
    }
    std::ranges::sort(
        lanes, [](const FailoverLane &a, const FailoverLane &b) { return compareNames(a.name, b.name) < 0; });
    return lanes;
}

/// What is told again and again in the same words, such as a record sent anew, has one line.
QList<FailoverLine> toldOnce(const QList<FailoverLine> &lines)
{
    QList<FailoverLine> told;
    QHash<QString, int> times;
    for (const FailoverLine &line : lines) {
        if (++times[line.text] == 1)
            told << line;
    }
    for (FailoverLine &line : told) {
        if (const int count = times.value(line.text); count > 1)
            line.text += QStringLiteral(" (%1 times)").arg(count);
    }
    return told;
}

/// When a message was sent or, if nobody knows that, when it came. A node records its lease a moment after
/// its first renewal, which is no renewal yet then: it is listed below the lease.
double instantOf(const FailoverMessage &message, const FailoverView &view, NodeId holder)
{
    constexpr double moment = 0.1; // milliseconds
    const double at = message.sent ? *message.sent : *message.received;
    const bool isFirst = view.held && message.from == holder && message.type == QLatin1String("renewal") &&
                         at < *view.held && at > *view.held - moment;
    return isFirst ? *view.held : at;
}

QList<FailoverLine> linesOf(const FailoverView &view, NodeId holder)
{
    QList<FailoverLine> lines;
    for (const FailoverMark &mark : view.marks)
        lines.append({mark.ms, mark.text});
    for (const FailoverMessage &message : view.messages)
        lines.append({instantOf(message, view, holder),
                      message.received ? message.text
                                       : message.text + QStringLiteral(" Nobody recorded its arrival.")});
    std::ranges::stable_sort(lines, {}, &FailoverLine::ms);
    return toldOnce(lines);
}

} // namespace

FailoverSummary summaryOf(const Change &change, const FailoverSetting &setting)
{
    const double age =
        (setting.now - change.tick) * std::chrono::duration<double>(setting.tickLength).count();
    return {change.to.term, setting.nameOf(change.from.holder), setting.nameOf(change.to.holder), change.tick,
            std::max(age, 0.0)};
}

FailoverView tellFailover(const std::vector<FailoverPart> &parts, const FailoverSetting &setting)
{
    const Change &change = parts.front().change; // all are about the same two leases
    const Mark *const sign = firstSign(parts, change);
    const Moments at = momentsOf(parts, change, sign);
    const std::function<double(double)> ms = [&](double tick) {
        const double told =
            (tick - at.begin) * std::chrono::duration<double, std::milli>(setting.tickLength).count();
        return told < 0 && told > -0.05 ? 0 : told; // nobody reads -0.0 ms
    };
    const auto optionalMs = [&](const std::optional<double> &tick) {
        return tick ? std::optional(ms(*tick)) : std::nullopt;
    };

    FailoverView view{.summary = summaryOf(change, setting), .cause = causeOf(parts, sign, change)};
    view.held = optionalMs(at.held);
    view.track = optionalMs(at.track);
    view.shown = optionalMs(at.shown);
    if (change.endTick > at.begin)
        view.ahead = ms(change.endTick);
    view.lanes = lanesOf(parts, change, setting, ms);
    for (const FailoverPart &part : parts) {
        for (const Mark &mark : part.change.marks) {
            const bool isMessage = mark.kind == Kind::Sent || mark.kind == Kind::Received;
            if (!isMessage && mark.tick >= at.begin - clockDoubt && mark.tick <= at.end)
                view.marks.append({ms(mark.tick), part.node, kindName(mark.kind),
                                   sentenceOf(mark, part.node, setting.nameOf)});
        }
    }
    std::ranges::stable_sort(view.marks, {}, &FailoverMark::ms);
    for (const MessagePair &pair : pairMessages(parts, at.begin - clockDoubt, at.end, clockDoubt))
        view.messages.append({messageName(pair.message), pair.from, pair.to, optionalMs(pair.sent),
                              optionalMs(pair.received), sentenceOf(pair, setting.nameOf)});
    view.lines = linesOf(view, change.to.holder);
    view.headline = headlineOf(view);
    return view;
}

} // namespace everbounce
