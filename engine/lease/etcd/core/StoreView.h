// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/NodeId.h"
#include "engine/lease/Lease.h"
#include "engine/lease/etcd/core/StoreMessages.h"

#include <map>

namespace everbounce::etcd {

inline constexpr const char *holderKey = "holder"; ///< the holder's id, bound to its lease
inline constexpr const char *baseKey = "base";     ///< terms begin above it
inline constexpr const char *recordKey = "record";
inline constexpr const char *agreementKey =
    "agreement";                                    ///< what the holder's node and its like have in common
inline constexpr const char *nodePrefix = "nodes/"; ///< one key for each node, bound to its lease

/// Sixteen hexadecimal digits.
std::string toText(NodeId id);
/// Reads what toText() wrote; no node for anything else.
NodeId nodeFromText(const std::string &text);

struct Holder
{
    NodeId node;
    std::uint64_t modRevision = 0;
    LeaseNumber lease = 0;
};

/// A node that has introduced itself.
struct Introduction
{
    LeaseNumber lease = 0;
    std::string text;
};

/// All keys as this node knows them, as of one revision of the store. Snapshots and events may come in any
/// order; what is older than the view changes nothing. Pure.
class StoreView
{
public:
    /// The revision up to which everything is known; 0 before the first snapshot.
    std::uint64_t revision() const { return m_revision; }

    /// The greatest revision that wrote a key which is there now.
    std::uint64_t lastWritten() const;

    void take(const Snapshot &snapshot);

    /// Events of a watch that begins right after a revision that was known here. They come in the order of
    /// their revisions, all of one revision together.
    void take(const std::vector<Event> &events);

    /// What is known belongs to another history: the store was restored from a backup.
    void forget() { *this = {}; }

    const KeyValue *find(const std::string &key) const;
    std::uint64_t modRevision(const std::string &key) const;

    std::optional<Holder> holder() const;
    /// The term of the holder's lease is the revision that made it the holder, above the base.
    std::uint64_t base() const;
    Lease lease() const;

    std::map<NodeId, Introduction> nodes() const;

private:
    std::map<std::string, KeyValue> m_keys;
    std::uint64_t m_revision = 0;
};

} // namespace everbounce::etcd
