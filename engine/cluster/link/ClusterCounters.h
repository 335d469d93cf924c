// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <array>

namespace everbounce {

/// What was dropped since the node started, by reason.
struct ClusterCounters
{
    quint64 beaconsTooLong = 0;
    quint64 beaconsNotOurs = 0;
    quint64 beaconsBadMac = 0;
    quint64 beaconsMalformed = 0;
    quint64 beaconsOtherMajor = 0;
    quint64 beaconsOutOfScope = 0; ///< from another machine, while the node listens to its own only
    quint64 beaconsOverRate = 0;
    quint64 beaconsUnsent = 0;
    quint64 linksOverCap = 0;
    quint64 linksUnreachable = 0;     ///< dialled in vain
    quint64 linksHandshakeFailed = 0; ///< another key, another cluster's name, or not a node at all
    quint64 linksTimedOut = 0;        ///< before their hello
    quint64 linksBadHello = 0;
    quint64 linksOtherMajor = 0;
    quint64 linksWrongPeer = 0;   ///< another node answers than the one looked for
    quint64 linksOtherTiming = 0; ///< they disagree
    quint64 linksOtherKey = 0;    ///< one side has a newer key of the cluster, and has given it to the other
    quint64 linksTooSlow = 0;     ///< given up because the peer did not read
    quint64 framesTooLong = 0;
    quint64 framesMalformed = 0;
    quint64 relayDropped = 0;  ///< no way leads on, too many hops, an impossible sender, or a slow receiver
    quint64 faultsDropped = 0; ///< by a fault that somebody injected
    quint64 relayed = 0;       ///< relayed for others; the only one here that is not a loss
};

struct CounterName
{
    const char *name;
    quint64 ClusterCounters::*member;
};

/// Every counter of drops, with a name for people and for metrics.
inline constexpr std::array counterNames{
    CounterName{"beacons_too_long", &ClusterCounters::beaconsTooLong},
    CounterName{"beacons_not_ours", &ClusterCounters::beaconsNotOurs},
    CounterName{"beacons_bad_mac", &ClusterCounters::beaconsBadMac},
    CounterName{"beacons_malformed", &ClusterCounters::beaconsMalformed},
    CounterName{"beacons_other_major", &ClusterCounters::beaconsOtherMajor},
    CounterName{"beacons_out_of_scope", &ClusterCounters::beaconsOutOfScope},
    CounterName{"beacons_over_rate", &ClusterCounters::beaconsOverRate},
    CounterName{"beacons_unsent", &ClusterCounters::beaconsUnsent},
    CounterName{"links_over_cap", &ClusterCounters::linksOverCap},
    CounterName{"links_unreachable", &ClusterCounters::linksUnreachable},
    CounterName{"links_handshake_failed", &ClusterCounters::linksHandshakeFailed},
    CounterName{"links_timed_out", &ClusterCounters::linksTimedOut},
    CounterName{"links_bad_hello", &ClusterCounters::linksBadHello},
    CounterName{"links_other_major", &ClusterCounters::linksOtherMajor},
    CounterName{"links_wrong_peer", &ClusterCounters::linksWrongPeer},
    CounterName{"links_other_timing", &ClusterCounters::linksOtherTiming},
    CounterName{"links_other_key", &ClusterCounters::linksOtherKey},
    CounterName{"links_too_slow", &ClusterCounters::linksTooSlow},
    CounterName{"frames_too_long", &ClusterCounters::framesTooLong},
    CounterName{"frames_malformed", &ClusterCounters::framesMalformed},
    CounterName{"relay_dropped", &ClusterCounters::relayDropped},
    CounterName{"faults_dropped", &ClusterCounters::faultsDropped},
};

} // namespace everbounce
