// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/replica/store/LogReach.h"

#include "engine/base/cbor/CborFields.h"

#include <algorithm>

namespace everbounce {

LogReach::LogReach(std::uint64_t upTo, const std::vector<Span> &holes)
{
    std::uint64_t since = 0;
    for (const Span &hole : holes) {
        cover({since, std::min(hole.since, upTo)});
        since = std::max(since, hole.upTo);
    }
    cover({since, upTo});
}

void LogReach::cover(const Span &span)
{
    if (span.since >= span.upTo)
        return;
    Span joined = span;
    std::erase_if(m_spans, [&](const Span &other) {
        if (other.upTo < joined.since || other.since > joined.upTo)
            return false;
        joined = {std::min(joined.since, other.since), std::max(joined.upTo, other.upTo)};
        return true;
    });
    m_spans.insert(std::ranges::lower_bound(m_spans, joined.since, {}, &Span::since), joined);
    if (m_spans.size() > mostHoles)
        m_spans.erase(m_spans.begin() + 1);
}

void LogReach::cover(const LogReach &other, const Span &within)
{
    for (const Span &span : other.m_spans)
        cover({std::max(span.since, within.since), std::min(span.upTo, within.upTo)});
}

void LogReach::cut(std::uint64_t upTo)
{
    std::erase_if(m_spans, [&](const Span &span) { return span.since >= upTo; });
    if (!m_spans.empty())
        m_spans.back().upTo = std::min(m_spans.back().upTo, upTo);
}

std::uint64_t LogReach::whole() const
{
    return m_spans.empty() || m_spans.front().since > 0 ? 0 : m_spans.front().upTo;
}

std::vector<LogReach::Span> LogReach::holes(std::uint64_t upTo) const
{
    std::vector<Span> holes;
    std::uint64_t since = 0;
    for (const Span &span : m_spans) {
        if (span.since >= upTo)
            break;
        if (span.since > since)
            holes.push_back({since, span.since});
        since = span.upTo;
    }
    if (since < upTo)
        holes.push_back({since, upTo});
    return holes;
}

template<class Archive>
bool row(Archive &a, LogReach::Span &m)
{
    return a(cbor::Count{m.since}) && a(cbor::Count{m.upTo}) && m.since < m.upTo;
}

QCborValue encodeHoles(const std::vector<LogReach::Span> &holes)
{
    std::vector<LogReach::Span> copy = holes;
    return cbor::Many{copy, qsizetype(copy.size()), cbor::asRow}.write();
}

std::vector<LogReach::Span> decodeHoles(const QCborValue &list)
{
    if (list.isUndefined())
        return {};
    std::vector<LogReach::Span> holes;
    bool isSound =
        list.isArray() && cbor::Many{holes, qsizetype(LogReach::mostHoles) + 1, cbor::asRow}.read(list);
    for (std::size_t i = 1; i < holes.size(); ++i)
        isSound = isSound && holes[i].since >= holes[i - 1].upTo;
    return isSound ? holes : std::vector<LogReach::Span>{{0, bounds::maxCount}};
}

} // namespace everbounce
