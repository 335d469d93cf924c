// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCborValue>

#include <cstdint>
#include <vector>

namespace everbounce {

/// Of which revisions of its lineage a log has all commands: from the first one up to some revision, except
/// in holes. A hole is what no node could be asked for; it stays a hole until a node comes that knows. Pure.
class LogReach
{
public:
    /// The revisions after `since`, up to `upTo`.
    struct Span
    {
        std::uint64_t since = 0;
        std::uint64_t upTo = 0;

        bool operator==(const Span &) const = default;
    };

    LogReach() = default;
    LogReach(std::uint64_t upTo, const std::vector<Span> &holes);

    void cover(const Span &span);
    /// Covers what the other log has of this span.
    void cover(const LogReach &other, const Span &within);
    /// Forgets everything after this revision.
    void cut(std::uint64_t upTo);

    /// Up to here it has no hole.
    std::uint64_t whole() const;
    /// After this revision it has nothing.
    std::uint64_t upTo() const { return m_spans.empty() ? 0 : m_spans.back().upTo; }
    /// What it lacks up to this revision.
    std::vector<Span> holes(std::uint64_t upTo) const;

    /// With more holes than this, what is between the first ones counts as missing, too.
    static constexpr std::size_t mostHoles = 16;

private:
    std::vector<Span> m_spans; ///< they grow, and do not touch
};

QCborValue encodeHoles(const std::vector<LogReach::Span> &holes);

/// None if a node of an older version wrote it. What is malformed is a hole from the first revision on.
std::vector<LogReach::Span> decodeHoles(const QCborValue &list);

} // namespace everbounce
