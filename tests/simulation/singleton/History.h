// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/simulation/singleton/Happening.h"
#include "tests/simulation/singleton/SimNode.h"
#include "tests/simulation/singleton/VirtualTime.h"
#include "tests/simulation/singleton/Witness.h"

#include <QHash>

#include <memory>
#include <set>

namespace everbounce::simulation {

/// The network: what it brings to a node happens by that one's clocks.
class SimBus : public LoopbackBus
{
public:
    std::map<NodeId, int> machines;

protected:
    void doAt(NodeId node, const std::function<void()> &what) override
    {
        const auto machine = machines.find(node);
        VirtualTime::instance().inside(machine == machines.end() ? -1 : machine->second, what);
    }
};

/// What came of a plan.
struct Outcome
{
    std::string broken; ///< which promise, in one sentence; empty where all were kept
    int given = 0;
    int acknowledged = 0;
    int merged = 0;
    int undecided = 0; ///< flights whose commands could not be checked in the time
    std::vector<Nanoseconds>
        vacancies; ///< where links were cut and nothing else: how long nodes had no holder
};

/// One plan, carried out: nodes, clients that keep giving commands, and events. At the end everything is
/// mended, and the promises are checked.
class History
{
public:
    explicit History(const Plan &plan);
    ~History();

    Outcome run();

private:
    struct Acknowledged
    {
        quint64 term = 0;
        quint64 revision = 0;
    };
    struct Client
    {
        int number = 0;
        int next = 0; ///< its next command
        QString open; ///< the one that it waits for, if any
        Nanoseconds triedAt{0};
        Nanoseconds readyAt{0};
    };

    NodeId newId();
    void start(int node);
    void kill(int node);
    void begin(const Happening &happening);
    void end(const Happening &happening);
    void heal();
    void setStopped(int node, bool isStopped);
    void cut(int from, int to);
    void healCuts();
    void forgiveLost();
    void rot(Platter &platter);
    void step();
    bool isConnected() const;
    void watchService();
    void watchVacancies(bool isConnected);
    void serve(Client &client);
    void give(Client &client);
    void accept(int node, const QString &id);
    void onConcluded(const QString &id, const CommandResult &result);
    bool hasSettled() const;
    bool isForgetful() const { return m_plan.commandsKept < CommandLog::mostCommands; }
    bool allKnowAll() const;
    int holder() const;
    void judge();
    void judgeCount();
    void askAgain();
    bool isInRecord(const QString &id) const;
    bool isAnywhere(const QString &id) const;
    std::string whoKnows(const QString &id) const;
    std::string whoFollowsWhom() const;
    void violate(const std::string &what);
    static qint64 amountOf(const QString &id);

    const Plan &m_plan;
    Random m_random;
    SimBus m_bus;
    std::vector<Platter> m_platters;
    std::vector<std::unique_ptr<SimNode>> m_nodes; ///< null while one is down
    std::vector<NodeId> m_ids;                     ///< of the last life of each
    std::set<std::uint64_t> m_idBits;              ///< of all lives
    std::set<int> m_frozen;
    std::set<std::pair<int, int>> m_cuts;
    std::map<const Happening *, Platter::Files> m_oldFiles;
    bool m_isDishonest = false;   ///< some disk has forgotten something, or will
    bool m_isRough = false;       ///< the network loses or delays messages
    std::set<QString> m_forgiven; ///< commands that dishonest disks alone had
    Witness m_witness;
    std::vector<Client> m_clients;
    QHash<QString, Acknowledged> m_acknowledged;
    std::map<std::pair<quint64, quint64>, QString> m_names;
    std::multimap<Nanoseconds, const Happening *> m_ends;
    int m_changes = 0;
    std::pair<int, bool> m_topology; ///< changes until now, and whether all reach each other
    Nanoseconds m_calmSince{0};
    std::vector<Nanoseconds> m_servedAt; ///< by node: when it had a holder last; 0 before that
    Outcome m_outcome;
};

} // namespace everbounce::simulation
