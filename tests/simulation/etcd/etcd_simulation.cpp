// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/etcd/EtcdWorld.h"

#include <cstdlib>
#include <cstring>
#include <iostream>

using namespace everbounce;
using namespace everbounce::simulation;
using namespace std::chrono_literals;

namespace {

constexpr const char *usage = "etcd_simulation [--histories N] [--seed S]\n"
                              "Runs N histories (1000), of the seeds S, S+1, ... (1).\n";

/// Two to four nodes, whatever may befall them and etcd, and a quiet end.
class History
{
public:
    explicit History(std::uint64_t seed)
        : m_choice{seed * 7919 + 1}
        , m_takesOver(m_choice.below(5) > 0)
        , m_world(
              seed,
              {.length = std::chrono::seconds(2 + m_choice.below(4)), .places = 3, .takesOver = m_takesOver})
    {
    }

    void run()
    {
        if (m_hasStranger)
            m_world.detachMember(2);
        const int nodes = 2 + int(m_choice.below(3));
        for (int node = 0; node < nodes; ++node)
            m_world.add();
        for (int turn = 0; turn < 40; ++turn) {
            befall();
            for (std::uint32_t commands = m_choice.below(3); commands > 0; --commands)
                m_world.give(anyUp(), ++m_command);
            m_world.run(std::chrono::microseconds(m_choice.below(m_choice.below(2) ? 20'000 : 3'000'000)));
        }
        endQuietly();
    }

private:
    int anyUp()
    {
        for (;;) {
            const int node = int(m_choice.below(std::uint32_t(m_world.size())));
            if (m_world.isUp(node))
                return node;
        }
    }

    int target() { return m_choice.below(2) ? m_world.holder().value_or(anyUp()) : anyUp(); }

    Duration some(int mostMilliseconds)
    {
        return std::chrono::milliseconds(m_choice.below(std::uint32_t(mostMilliseconds)));
    }

    /// Never all but the stranger: to a node that starts then, that one is etcd.
    std::size_t someMember() { return m_choice.below(m_hasStranger ? 1 : 3); }

    void befall()
    {
        const int node = target();
        switch (m_choice.below(16)) {
        case 0:
            m_world.kill(node, m_choice.below(4) > 0);
            m_world.add();
            break;
        case 1:
            m_world.freeze(node, some(8000));
            break;
        case 2:
            m_world.stopStore(some(2000), true);
            break;
        case 3:
            m_world.stopStore(some(9000), m_choice.below(2) == 0);
            break;
        case 4:
            m_world.conduct.losses = m_choice.below(3) ? 0 : m_choice.unit() * 0.5;
            break;
        case 5:
            m_world.conduct.delay = some(m_choice.below(3) ? 3 : 600) + 1us;
            break;
        case 6:
            m_world.resetLink(node, anyUp());
            break;
        case 7:
            m_world.healLink(node, anyUp());
            break;
        case 8:
            m_world.compact();
            break;
        case 9:
            m_choice.below(2) ? m_world.breakWatch(node) : m_world.muteWatch(node);
            break;
        case 10:
            m_world.release(node);
            break;
        case 11:
            m_world.raise(node);
            break;
        case 12:
            m_world.backUp();
            break;
        case 13:
            if (m_choice.below(3) == 0)
                m_world.restore(m_choice.below(2) == 0);
            break;
        case 14:
            m_world.stopMember(someMember(), m_choice.below(3) == 0);
            break;
        case 15:
            m_world.denyAt(someMember(), m_choice.below(3) == 0);
            break;
        }
    }

    /// Whatever there was: in the end one holds, and what it is told is done and seen.
    void endQuietly()
    {
        m_world.conduct = {};
        for (std::size_t member = 0; member < 3; ++member)
            m_world.stopMember(member, false), m_world.denyAt(member, false);
        m_world.run(20s);
        if (!m_world.holder())
            throw BrokenPromise("nobody holds in the end");
        m_world.give(*m_world.holder(), ++m_command);
        m_world.run(2s);
        checkLastCommand();
        handOver();
        keepOutWhoDiffers();
        if (m_takesOver)
            killBothAtOnce();
    }

    /// The holder dies while etcd elects and one member denies access: once the election is over nobody waits
    /// for the end of the lease.
    void killBothAtOnce()
    {
        m_world.add();
        m_world.run(2s);
        m_world.denyAt(0, true);
        const int killed = *m_world.holder();
        m_world.stopStore(1200ms, true);
        m_world.kill(killed);
        if (!m_world.runUntil([&] { return m_world.holder().has_value(); }, 2100ms))
            throw BrokenPromise("nobody took over in time");
    }

    /// From hand to hand, in one commit.
    void handOver()
    {
        m_world.add();
        m_world.run(1s);
        const int before = *m_world.holder();
        m_world.release(before);
        const bool isDone = m_world.runUntil(
            [&] {
                if (!m_world.isHeldInStore())
                    throw BrokenPromise("a handover leaves the lease to nobody");
                return m_world.holder() && m_world.holder() != before;
            },
            2s);
        if (!isDone)
            throw BrokenPromise("a handover reached nobody");
    }

    /// It takes every holder for dead, and must not hold all the same.
    void keepOutWhoDiffers()
    {
        for (int node = 0; node < m_world.size(); ++node) {
            if (m_world.isUp(node))
                m_world.introduce(node, "node|tick 30");
        }
        m_world.run(1s);
        const int intruder = m_world.add("tick 20");
        m_world.run(1s);
        for (int node = 0; node < intruder; ++node) {
            if (m_world.isUp(node))
                m_world.resetLink(intruder, node);
        }
        m_world.run(1s);
        m_world.release(*m_world.holder());
        m_world.run(1s);
        if (!m_world.holder() || m_world.holder() == intruder)
            throw BrokenPromise("a node that differs holds");
        m_world.kill(intruder);
    }

    void checkLastCommand()
    {
        for (int node = 0; node < m_world.size(); ++node) {
            if (m_world.isUp(node) && !m_world.shown(node).commands.contains(m_command))
                throw BrokenPromise("node " + std::to_string(node) + " does not show the last command");
        }
    }

    Random m_choice;
    bool m_takesOver;
    bool m_hasStranger = m_choice.below(4) == 0;
    EtcdWorld m_world;
    int m_command = 0;
};

} // namespace

int main(int argc, char **argv)
{
    std::uint64_t histories = 1000;
    std::uint64_t first = 1;
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--histories") == 0 && i + 1 < argc) {
            histories = std::strtoull(argv[++i], nullptr, 10);
        } else if (std::strcmp(argv[i], "--seed") == 0 && i + 1 < argc) {
            first = std::strtoull(argv[++i], nullptr, 10);
        } else {
            std::cerr << usage;
            return 2;
        }
    }
    for (std::uint64_t seed = first; seed < first + histories; ++seed) {
        try {
            History(seed).run();
        } catch (const BrokenPromise &broken) {
            std::cout << "BROKEN " << broken.what() << "\n  replay: etcd_simulation --histories 1 --seed "
                      << seed << std::endl;
            return 1;
        }
    }
    std::cout << histories << " histories\n";
}
