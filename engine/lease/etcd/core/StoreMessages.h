// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

// What this node asks of etcd, and what it hears. Keys are relative to the cluster's prefix. Plain values:
// EtcdJson writes them as etcd's gateway has them, and the simulation has a store that understands them.

namespace everbounce::etcd {

/// etcd's number of a lease; 0 is none.
using LeaseNumber = std::int64_t;

struct KeyValue
{
    std::string key;
    std::string value;
    std::uint64_t modRevision = 0; ///< the store's revision that wrote it
    LeaseNumber lease = 0;         ///< it vanishes with this lease

    bool operator==(const KeyValue &) const = default;
};

// ---- Asked ------------------------------------------------------------------------------------------------

/// A new lease.
struct Grant
{
    std::chrono::seconds length;
};

struct KeepAlive
{
    LeaseNumber lease = 0;
};

/// All keys.
struct Read
{
};

struct Compare
{
    std::string key;
    std::uint64_t modRevision = 0; ///< 0: there is no such key
};

struct Put
{
    std::string key;
    std::string value;
    LeaseNumber lease = 0;
};

struct Erase
{
    std::string key;
};

/// Changes everything if all comparisons hold, else nothing. Either way the answer has all keys as they are
/// then.
struct Transaction
{
    std::vector<Compare> compares;
    std::vector<Put> puts;
    std::vector<Erase> erasures;
};

using Request = std::variant<Grant, KeepAlive, Read, Transaction>;

// ---- Heard ------------------------------------------------------------------------------------------------

struct Granted
{
    LeaseNumber lease = 0;
    std::chrono::seconds length{0}; ///< may be more than was asked for
};

struct KeptAlive
{
    std::chrono::seconds length{0}; ///< 0: the lease is over
};

/// All keys as they were at this revision of the store: the answer to Read and to Transaction.
struct Snapshot
{
    std::uint64_t revision = 0;
    std::vector<KeyValue> all;
    std::uint64_t cluster = 0; ///< etcd's number of itself; 0: not told
};

struct Failure
{
    enum class Kind {
        Unreachable, ///< no answer: nobody knows whether it was done, or will be
        NoSuchLease, ///< and nothing was changed
        Denied,      ///< certificate, password or rights
        Full,        ///< the store takes nothing more
        Refused,     ///< for another reason
    };
    Kind kind = Kind::Unreachable;
    std::string why; ///< a phrase
};

using Answer = std::variant<Granted, KeptAlive, Snapshot, Failure>;

/// One change of one key, as a watch tells it.
struct Event
{
    KeyValue now; ///< if it was erased: its key, and the revision that erased it
    bool isErased = false;
};

} // namespace everbounce::etcd
