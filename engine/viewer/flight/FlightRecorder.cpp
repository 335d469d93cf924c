// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/viewer/flight/FlightRecorder.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace everbounce {

template<typename Thing>
static void dropOldest(std::vector<Thing> &things)
{
    if (things.size() > FlightRecorder::most)
        things.erase(things.begin(), things.end() - FlightRecorder::most);
}

int RecordedSpan::faultsInjected() const
{
    return int(std::count_if(faults.begin(), faults.end(),
                             [this](const Injected &fault) { return fault.at >= from; }));
}

std::vector<RecordedSpan::Band> RecordedSpan::changesOfHands() const
{
    std::vector<Band> changes;
    for (std::size_t i = 1; i < bands.size(); ++i) {
        if (bands[i].since >= from && bands[i].node != bands[i - 1].node)
            changes.push_back(bands[i]);
    }
    return changes;
}

double RecordedSpan::longestGap() const
{
    double longest = 0;
    for (const Gap &gap : gaps)
        longest = std::max(longest, gap.length());
    return longest;
}

double RecordedSpan::longestStall() const
{
    double longest = 0;
    for (const Stall &stall : stalls)
        longest = std::max(longest, stall.ms);
    return longest;
}

void FlightRecorder::setView(const ClusterView &view, double now)
{
    m_present.clear();
    for (const NodeInfo &node : view.nodes) {
        m_present.insert(node.id);
        m_names[node.id] = node.name;
    }
    m_colors = view.colors;
    m_seen = view.lease;
    if (!view.lease) {
        if (!m_vacantSince)
            m_vacantSince = now;
        return;
    }
    const bool known =
        std::any_of(m_held.begin(), m_held.end(), [&](const Held &held) { return held.lease == view.lease; });
    // Before the first holder there was nothing to miss. A node that holds when the first view comes took the
    // lease earlier; an event may say when.
    const bool first = m_held.empty();
    const double vacant = m_vacantSince && !first ? now - *m_vacantSince : 0;
    m_vacantSince.reset();
    if (!known)
        note({view.lease, first ? 0 : now, vacant});
}

void FlightRecorder::add(const EventView &event)
{
    const EventFacts &facts = event.facts;
    const double at = double(event.at);
    if (facts.node && !event.node.isEmpty() && !m_names.contains(facts.node))
        m_names[facts.node] = event.node;
    switch (facts.kind) {
    case EventFacts::Kind::Lease:
        return note({{facts.term, facts.node}, at, facts.seconds * 1000});
    case EventFacts::Kind::Fault:
        return m_faults.push_back({at, at + facts.seconds * 1000, facts.fault, facts.node});
    case EventFacts::Kind::EngineLost:
    case EventFacts::Kind::Restored:
        return m_engine.push_back({at, facts.kind == EventFacts::Kind::EngineLost, facts.node});
    default:
        return;
    }
}

void FlightRecorder::replace(const QList<EventView> &events)
{
    m_faults.clear();
    m_engine.clear();
    std::erase_if(m_held, [this](const Held &held) { return held.lease != m_seen; });
    for (const EventView &event : events)
        add(event);
}

void FlightRecorder::addStall(double ms, double now)
{
    double &longest = m_stalls[qint64(std::floor(now / 1000))];
    longest = std::max(longest, ms);
}

std::optional<double> FlightRecorder::stallAround(quint64 term) const
{
    const auto held =
        std::ranges::find_if(m_held, [term](const Held &each) { return each.lease.term == term; });
    if (held == m_held.end())
        return std::nullopt;
    const auto first = m_stalls.find(qint64(std::floor((held->from - held->vacantMs) / 1000)));
    if (first == m_stalls.end())
        return std::nullopt;
    const auto end = m_stalls.upper_bound(qint64(std::floor(held->from / 1000)) + 1);
    double longest = 0;
    for (auto it = first; it != end; ++it)
        longest = std::max(longest, it->second);
    return longest;
}

void FlightRecorder::note(const Held &held)
{
    m_vacantSince.reset();
    std::erase_if(m_held, [&](const Held &known) { return known.lease == held.lease; });
    const auto later = [&](const Held &known) { return known.from > held.from; };
    m_held.insert(std::find_if(m_held.begin(), m_held.end(), later), held);
}

RecordedSpan FlightRecorder::last(double length, double now)
{
    forgetBefore(now - hour);
    const double from = now - length;
    RecordedSpan span{.from = from, .to = now, .bands = bands(from, now), .gaps = gaps(from, now)};
    std::ranges::copy_if(m_faults, std::back_inserter(span.faults),
                         [from](const auto &fault) { return fault.to >= from; });
    std::ranges::copy_if(m_engine, std::back_inserter(span.engine),
                         [from](const auto &mark) { return mark.at >= from; });
    for (RecordedSpan::Injected &fault : span.faults)
        fault.to = std::min(fault.to, now);
    span.stalls = stalls(from, span.barLength());
    return span;
}

std::vector<RecordedSpan::Stall> FlightRecorder::stalls(double from, double bar) const
{
    std::vector<RecordedSpan::Stall> stalls;
    for (auto it = m_stalls.lower_bound(qint64(std::ceil(from / 1000))); it != m_stalls.end(); ++it) {
        const double at = std::floor(double(it->first) * 1000 / bar) * bar;
        if (stalls.empty() || stalls.back().at < at)
            stalls.push_back({at, it->second});
        else
            stalls.back().ms = std::max(stalls.back().ms, it->second);
    }
    return stalls;
}

/// The first of them is the one under which that time began.
std::vector<RecordedSpan::Band> FlightRecorder::bands(double from, double to) const
{
    from = std::max(from, m_knownSince);
    std::vector<RecordedSpan::Band> bands;
    for (std::size_t i = 0; i < m_held.size(); ++i) {
        const Held &held = m_held[i];
        const bool last = i + 1 == m_held.size();
        if (!last && m_held[i + 1].from <= from)
            continue;
        const double end = last ? m_vacantSince.value_or(to) : m_held[i + 1].from - m_held[i + 1].vacantMs;
        bands.push_back({held.lease.holder, held.lease.term, held.from, std::max(held.from, from),
                         std::max({end, held.from, from})});
    }
    return bands;
}

std::vector<RecordedSpan::Gap> FlightRecorder::gaps(double from, double to) const
{
    std::vector<RecordedSpan::Gap> gaps;
    for (const Held &held : m_held) {
        if (held.vacantMs > 0 && held.from >= from)
            gaps.push_back({held.from - held.vacantMs, held.from});
    }
    if (m_vacantSince && !m_held.empty())
        gaps.push_back({*m_vacantSince, to});
    return gaps;
}

void FlightRecorder::forgetBefore(double from)
{
    // Of the leases, the one under which the hour began stays.
    while (m_held.size() > 1 && (m_held[1].from <= from || m_held.size() > most))
        m_held.erase(m_held.begin());
    std::erase_if(m_faults, [from](const auto &fault) { return fault.to < from; });
    std::erase_if(m_engine, [from](const auto &mark) { return mark.at < from; });
    dropOldest(m_faults);
    dropOldest(m_engine);
    m_stalls.erase(m_stalls.begin(), m_stalls.lower_bound(qint64(std::ceil(from / 1000))));
    std::erase_if(m_names, [this](const auto &item) { return !isMentioned(item.first); });
}

bool FlightRecorder::isMentioned(NodeId node) const
{
    const auto isIt = [node](const auto &mark) { return mark.node == node; };
    return m_present.contains(node) || std::any_of(m_faults.begin(), m_faults.end(), isIt) ||
           std::any_of(m_engine.begin(), m_engine.end(), isIt) ||
           std::any_of(m_held.begin(), m_held.end(),
                       [node](const Held &held) { return held.lease.holder == node; });
}

QString FlightRecorder::nameOf(NodeId node) const
{
    const auto name = m_names.find(node);
    return name == m_names.end() ? QString() : name->second;
}

} // namespace everbounce
