// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/peer/core/LeaseCore.h"
#include "tests/simulation/Network.h"

#include <deque>
#include <functional>
#include <memory>
#include <string>

namespace everbounce::simulation {

/// How a node comes into the world.
struct NodeSetup
{
    std::string name;
    NodeId id;
    Freshness replica;           ///< as restored from its snapshot
    std::uint64_t knownTerm = 0; ///< likewise
    Instant clockOrigin{0};      ///< what its clock showed at the world's beginning
    int clockDrift = 0;          ///< parts in a million that its clock is too fast
};

/// A simulated node: the real LeaseCore, with the little that a real node does around it.
struct SimNode
{
    NodeSetup setup;
    int index = 0;
    LeaseCore core;
    Freshness replica;
    bool draining = false;
    bool alive = true;
    bool frozen = false;
    Instant startedAt{0};
    std::map<int, int> links;               ///< open ends: peer → number of the link
    std::deque<std::function<void()>> pile; ///< what came while it was frozen
    Instant wakeScheduled{0};
    bool wakePending = false;

    Instant clock(Instant worldTime) const;
    Instant worldTime(Instant clock) const; ///< the first instant at which its clock shows so much
    bool runs() const { return alive && !frozen; }
};

/// A message on its way.
struct Packet
{
    int from = 0;
    int to = 0;
    int link = 0;
    Instant sentAt{0};
    std::optional<LeaseMessage> message; ///< none: other traffic
    std::optional<Freshness> replica;
};

/// Sees everything that happens. Whatever it throws ends the simulation.
class Watcher
{
public:
    virtual ~Watcher() = default;
    virtual void beforeDelivery(const SimNode &, const Packet &) {} ///< of a message
    virtual void linkChanged(const SimNode &, int /*peer*/, bool /*up*/, LinkLoss) {}
    virtual void afterAction(const SimNode &, const LeaseAction &) {}
    virtual void thawed(const SimNode &) {}
    virtual void published(const SimNode &) {}
    virtual void afterEvent() {} ///< nodes are consistent again
};

/// A cluster in virtual time. Deterministic: the same calls in the same order give the same history.
class World
{
public:
    World(const LeaseTimes &times, const Weather &calm, Random random);

    void watch(Watcher *watcher) { m_watchers.push_back(watcher); }

    Instant now() const { return m_now; }
    Random &random() { return m_random; }
    Network &network() { return m_network; }
    const Network &network() const { return m_network; }
    const LeaseTimes &times() const { return m_times; }
    int size() const { return int(m_nodes.size()); }
    const SimNode &node(int index) const { return *m_nodes[std::size_t(index)]; }
    int indexOf(NodeId id) const;
    std::string nameOf(NodeId id) const;
    std::vector<int> running() const;

    /// Whether a node would publish at this instant if it had something.
    bool acts(int index) const;
    std::vector<int> acting() const;

    /// Both ends of the pair's link are open, nothing on the way is cut, and both run.
    bool inReach(int a, int b) const;
    /// Since when inReach() holds without a disturbance; never where it does not hold.
    Instant quietSince(int a, int b) const;
    /// Since when all pairs are in reach without a disturbance, and nothing was done to any node.
    Instant quietSince() const;

    void at(Instant when, std::function<void()> what);
    void runUntil(Instant when);
    void step(); ///< the next event; there must be one

    int start(const NodeSetup &setup);
    void kill(int index);
    void freeze(int index);
    void thaw(int index);
    /// It gets no processor for so long, which disturbs nobody.
    void stall(int index, Duration length);
    void cut(int from, int to);
    void healAll();
    /// The connection breaks though both processes live; it is made anew soon.
    void reset(int a, int b);
    void release(int index);
    void setDraining(int index, bool draining);
    /// Where it acts: a new piece of the track, or a command, goes to every link.
    void publish(int index, bool command);
    /// Other traffic to every link.
    void ping(int index);

    Duration jitter{0};    ///< how late timers are, at most
    Duration redial{0};    ///< how long a lost link takes to come back, at least; at most twice as long
    Duration silence{0};   ///< how long a silent peer's link is kept
    Duration gathering{0}; ///< for how long a starting node makes its first links, at most
    Duration eraLength{0}; ///< of Freshness::era
    bool lengths = true;   ///< nodes heed how long a holder says its lease is

private:
    struct Event
    {
        Instant at;
        std::uint64_t order;
        std::function<void()> what;
    };
    static bool later(const Event &a, const Event &b)
    {
        return std::pair(a.at, a.order) > std::pair(b.at, b.order);
    }

    static std::pair<int, int> pairOf(int a, int b) { return {std::min(a, b), std::max(a, b)}; }
    SimNode &get(int index) { return *m_nodes[std::size_t(index)]; }
    void afterEvent();
    void gather(int index);
    Duration randomUpTo(Duration most);
    void goOn(SimNode &node);
    void deliverTo(int index, std::function<void()> what);
    void perform(SimNode &node, const LeaseCore::Actions &actions);
    void scheduleWake(SimNode &node);
    void wake(SimNode &node);
    void transmit(SimNode &node, const Send &send);
    void transmit(const Packet &packet);
    void receive(const Packet &packet);
    void dial(int a, int b, Duration after);
    void scheduleOpening(int end, int peer, int link);
    void scheduleClosing(int end, int peer, int link, LinkLoss loss);
    void openEnd(int index, int peer, int link);
    void closeEnd(int index, int peer, int link, LinkLoss loss);
    void dropLink(int a, int b, LinkLoss lossAtA, LinkLoss lossAtB);
    void giveUpIfStillSilent(int listener, int speaker);
    bool hasLink(int a, int b) const;
    bool allInReach() const;
    void touch();

    LeaseTimes m_times;
    Random m_random;
    Network m_network;
    Instant m_now{0};
    Instant m_touched{0};
    std::uint64_t m_changes = 0; ///< of links, and of what runs
    mutable std::pair<std::uint64_t, std::uint64_t> m_reachKnownAt{1,
                                                                   1}; ///< changes here, and of the network
    mutable bool m_allInReach = false;
    std::uint64_t m_order = 0;
    std::vector<Event> m_events; ///< a heap, the earliest on top
    std::vector<std::unique_ptr<SimNode>> m_nodes;
    std::map<NodeId, int> m_indices;
    std::map<std::pair<int, int>, int> m_links; ///< the pair's link that is open or being opened; 0 is none
    int m_linkCount = 0;
    std::vector<Watcher *> m_watchers;
};

} // namespace everbounce::simulation
