// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/Scenario.h"

#include "tests/simulation/LeaseText.h"
#include "tests/simulation/World.h"

#include <sstream>
#include <stdexcept>

namespace everbounce::simulation {

namespace {

using namespace std::chrono_literals;

class Player : public Watcher
{
public:
    Player()
        : m_world(LeaseTimes{}, Weather{.minDelay = 1ms, .maxDelay = 1ms}, Random{1})
    {
        m_world.redial = 10ms;
        m_world.silence = 2s;
        m_world.eraLength = 30s;
        m_world.watch(this);
    }

    std::string perform(const std::string &command)
    {
        m_out.str({});
        std::istringstream words(command);
        std::string verb;
        words >> verb;
        if (verb != "wait")
            m_commandAt = m_world.now();
        execute(verb, words);
        return m_out.str();
    }

    void beforeDelivery(const SimNode &node, const Packet &packet) override
    {
        if (!m_messages)
            return;
        const std::string replica = packet.replica ? ", with its replica" : "";
        line(node, "hears from " + m_world.node(packet.from).setup.name + ": " +
                       toText(*packet.message, naming()) + replica);
    }

    void linkChanged(const SimNode &node, int peer, bool up, LinkLoss loss) override
    {
        if (!up)
            line(node, "loses its link to " + m_world.node(peer).setup.name +
                           (loss == LinkLoss::Closed ? ", closed by the kernel" : ", silent"));
    }

    void afterAction(const SimNode &node, const LeaseAction &action) override
    {
        if (const auto *became = std::get_if<BecameHolder>(&action))
            line(node, "becomes holder of term " + std::to_string(became->lease.term));
        else if (const auto *stopped = std::get_if<StoppedHolding>(&action))
            line(node, "stops holding term " + std::to_string(stopped->lease.term));
        else if (const auto *changed = std::get_if<HolderChanged>(&action))
            showChange(node, changed->lease);
    }

private:
    NodeNaming naming() const
    {
        return [this](NodeId id) { return m_world.nameOf(id); };
    }

    void line(const SimNode &node, const std::string &text)
    {
        m_out << "  +" << toText(m_world.now() - m_commandAt) << "  " << node.setup.name << ' ' << text
              << '\n';
    }

    void showChange(const SimNode &node, const Lease &lease)
    {
        if (!lease)
            line(node, "knows no holder");
        else if (lease.holder != node.setup.id)
            line(node, "follows " + m_world.nameOf(lease.holder) + " in term " + std::to_string(lease.term));
    }

    int take(std::istream &words) const
    {
        std::string name;
        words >> name;
        for (int i = m_world.size() - 1; i >= 0; --i) {
            if (m_world.node(i).setup.name == name)
                return i;
        }
        throw std::runtime_error("no node '" + name + '\'');
    }

    void execute(const std::string &verb, std::istream &words)
    {
        if (verb == "cluster")
            startAll(words);
        else if (verb == "start")
            startOne(words);
        else if (verb == "wait")
            wait(words);
        else if (verb == "kill")
            m_world.kill(take(words));
        else if (verb == "freeze")
            m_world.freeze(take(words));
        else if (verb == "thaw")
            m_world.thaw(take(words));
        else if (verb == "release")
            m_world.release(take(words));
        else if (verb == "drain")
            m_world.setDraining(take(words), true);
        else if (verb == "cut")
            cut(words);
        else if (verb == "heal")
            m_world.healAll();
        else if (verb == "reset")
            reset(words);
        else if (verb == "command" || verb == "track")
            publish(take(words), verb == "command");
        else if (verb == "messages")
            m_messages = next(words) == "on";
        else if (verb == "show")
            show();
        else
            throw std::runtime_error("no command '" + verb + '\'');
    }

    static std::string next(std::istream &words)
    {
        std::string word;
        words >> word;
        return word;
    }

    void start(NodeSetup setup)
    {
        setup.id = {std::uint64_t(m_world.size()) + 1};
        m_world.start(setup);
    }

    void startAll(std::istream &words)
    {
        for (std::string name = next(words); !name.empty(); name = next(words))
            start({.name = name});
    }

    void startOne(std::istream &words)
    {
        NodeSetup setup{.name = next(words)};
        for (std::string what = next(words); !what.empty(); what = next(words)) {
            std::uint64_t &number = what == "revision" ? setup.replica.revision
                                    : what == "era"    ? setup.replica.era
                                                       : setup.knownTerm;
            words >> number;
        }
        start(setup);
    }

    void wait(std::istream &words)
    {
        double milliseconds = 0;
        words >> milliseconds;
        m_world.runUntil(m_world.now() + Duration(std::int64_t(milliseconds * 1e6)));
    }

    void cut(std::istream &words)
    {
        const int a = take(words);
        const auto place = words.tellg();
        if (next(words) == "->") {
            m_world.cut(a, take(words));
            return;
        }
        words.clear();
        words.seekg(place);
        const int b = take(words);
        m_world.cut(a, b);
        m_world.cut(b, a);
    }

    void reset(std::istream &words)
    {
        const int a = take(words);
        m_world.reset(a, take(words));
    }

    void publish(int index, bool command)
    {
        const SimNode &node = m_world.node(index);
        if (!m_world.acts(index)) {
            line(node, "may not act");
            return;
        }
        m_world.publish(index, command);
        line(node, "publishes revision " + std::to_string(node.replica.revision));
    }

    void show()
    {
        for (int i = 0; i < m_world.size(); ++i) {
            const SimNode &node = m_world.node(i);
            m_out << "  " << node.setup.name << ' ' << describe(node) << '\n';
        }
    }

    std::string describe(const SimNode &node) const
    {
        if (!node.alive)
            return "is dead";
        if (node.frozen)
            return "is frozen";
        const std::string revision = ", revision " + std::to_string(node.replica.revision);
        const Lease lease = node.core.leaseInForce(node.clock(m_world.now()));
        if (!lease)
            return "knows no holder" + revision;
        const std::string text = toText(lease, naming()) + revision;
        if (lease.holder != node.setup.id)
            return "follows " + text;
        return (m_world.acts(node.index) ? "acts under " : "holds, but may not act under ") + text;
    }

    World m_world;
    Instant m_commandAt{0};
    bool m_messages = false;
    std::ostringstream m_out;
};

} // namespace

std::string playScenario(const std::string &story)
{
    Player player;
    std::istringstream lines(story);
    std::string result;
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        if (line.starts_with("  "))
            continue;
        result += line + '\n';
        if (!line.starts_with("> "))
            continue;
        try {
            result += player.perform(line.substr(2));
        } catch (const std::runtime_error &error) {
            throw std::runtime_error("line " + std::to_string(number) + ": " + error.what());
        }
    }
    return result;
}

} // namespace everbounce::simulation
