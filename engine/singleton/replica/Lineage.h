// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/Lease.h"

#include <vector>

namespace everbounce {

/// The origin of a state's revisions: the lease under which each was made. Two states that have grown apart
/// share the beginning of their lineages, so each can tell which of the other's commands it has. The idea is
/// that of leader epochs in replicated logs (Kafka, KIP-101). Pure.
class Lineage
{
public:
    /// Revisions from `from` on were made under this lease, up to the next stretch.
    struct Stretch
    {
        Lease lease;
        std::uint64_t from = 0;

        bool operator==(const Stretch &) const = default;
    };

    /// Of a newborn state: there is nothing in it.
    Lineage() = default;

    /// From its written form; `isOpen`: what came before the first stretch is not known.
    Lineage(bool isOpen, std::vector<Stretch> stretches)
        : m_isOpen(isOpen)
        , m_stretches(std::move(stretches))
    {
    }

    /// Of a state from a node of an older version: it may have any revision in it.
    static Lineage unknown() { return {true, {}}; }

    /// The next revision, `from`, is made under this lease. Leases without revisions leave no trace; of the
    /// others only the last ones are kept.
    void extend(const Lease &lease, std::uint64_t from);

    /// Learns from another one of the same line what came before its own first stretch. False if that tells
    /// nothing new.
    bool completeFrom(const Lineage &other);

    /// Its last stretches, and those before them.
    Lineage latest(std::size_t most) const;
    Lineage beforeLatest(std::size_t most) const;

    /// Whether the revision that was made under this lease is in the state. If that is no longer known, it
    /// counts as being there.
    bool contains(const Lease &lease, std::uint64_t revision) const;

    /// Under which lease a revision of the state was made; none if that is not known.
    Lease leaseOf(std::uint64_t revision) const;

    /// The last revision that both share.
    std::uint64_t sharedWith(const Lineage &other) const;

    bool isOpen() const { return m_isOpen; }
    const std::vector<Stretch> &stretches() const { return m_stretches; }

    bool operator==(const Lineage &) const = default;

    /// So many are kept: each made a revision at least, so they reach back as far as any command log.
    static constexpr std::size_t mostStretches = 10'000;
    /// So many go with each record. Older versions take no more.
    static constexpr std::size_t mostTold = 64;

private:
    using Place = std::vector<Stretch>::const_iterator;
    Place after(std::uint64_t revision) const;
    std::uint64_t endOf(Place stretch) const;

    bool m_isOpen = false;
    std::vector<Stretch> m_stretches;
};

} // namespace everbounce
