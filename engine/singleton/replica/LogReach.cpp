// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/replica/LogReach.h"

#include "engine/base/Bounds.h"
#include "engine/base/CborNumbers.h"

#include <QCborArray>

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

QCborValue encodeHoles(const std::vector<LogReach::Span> &holes)
{
    QCborArray list;
    for (const LogReach::Span &hole : holes)
        list.append(QCborArray{encodeUnsigned(hole.since), encodeUnsigned(hole.upTo)});
    return list;
}

std::vector<LogReach::Span> decodeHoles(const QCborValue &list)
{
    const std::vector<LogReach::Span> everything{{0, bounds::maxCount}};
    if (list.isUndefined())
        return {};
    std::vector<LogReach::Span> holes;
    if (!list.isArray() || list.toArray().size() > qsizetype(LogReach::mostHoles) + 1)
        return everything;
    for (const QCborValue &item : list.toArray()) {
        const auto since = decodeCount(item[0]);
        const auto upTo = decodeCount(item[1]);
        if (!since || !upTo || *since >= *upTo || (!holes.empty() && *since < holes.back().upTo))
            return everything;
        holes.push_back({*since, *upTo});
    }
    return holes;
}

} // namespace everbounce
