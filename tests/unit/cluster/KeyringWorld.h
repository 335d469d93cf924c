// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/link/keys/KeyFile.h"
#include "engine/cluster/rotation/RotationCore.h"

#include <QTest>

#include <algorithm>
#include <deque>
#include <map>
#include <random>
#include <set>

namespace everbounce {

using namespace std::chrono_literals;

inline QByteArray keyNumber(int number)
{
    QByteArray key = newClusterKey();
    key[0] = char(number);
    return key;
}

inline QByteArray memberNumber(int number)
{
    return QByteArray(Keyring::memberBytes, char('A' + number));
}

/// Nodes that share a ring, in a network and a time of their own.
class World
{
public:
    explicit World(int nodes, quint32 seed = 1)
        : m_random(seed)
    {
        const Keyring first(keyNumber(0));
        for (int i = 0; i < nodes; ++i)
            m_nodes[i].disk = first;
        for (int i = 0; i < nodes; ++i)
            start(i);
        run(100ms);
    }

    /// A node's process begins, with what its disk holds.
    void start(int i)
    {
        Node &node = m_nodes[i];
        node.core.emplace(RotationCore::Settings{member(i), QStringLiteral("node-%1").arg(i),
                                                 [] { return newClusterKey(); }, [] { return qint64(1); }},
                          node.disk);
        node.hasLeft = false;
        meetAll();
    }

    void kill(int i)
    {
        m_nodes[i].core.reset();
        std::erase_if(m_mail, [i](const Mail &mail) { return mail.to == i || mail.from == i; });
        for (auto &[other, node] : m_nodes) {
            if (node.core)
                node.core->peerDown(id(i));
            m_links.erase({other, i});
            m_links.erase({i, other});
        }
    }

    void cut(const std::set<int> &side)
    {
        m_side = side;
        for (auto &[a, one] : m_nodes) {
            for (auto &[b, two] : m_nodes) {
                if (isCut(a, b) && m_links.erase({a, b}) > 0 && one.core)
                    one.core->peerDown(id(b));
            }
        }
        std::erase_if(m_mail, [this](const Mail &mail) { return isCut(mail.from, mail.to); });
    }

    void heal()
    {
        m_side.clear();
        meetAll();
    }

    /// Nodes that share a member.
    void share(int a, int b) { m_members[b] = member(a); }

    void failDisk(int i) { m_nodes[i].diskFails = true; }
    void makeOld(int i) { m_old.insert(i); }

    void rotate(int i, int without = -1)
    {
        m_nodes[i].answer.reset();
        apply(i, m_nodes[i].core->rotate(1, without < 0 ? QByteArray() : member(without), m_now));
    }

    void run(Nanoseconds length)
    {
        for (const Nanoseconds end = m_now + length; m_now < end; m_now += 10ms)
            step();
    }

    /// One turn: what was sent arrives, in any order between different pairs.
    void step()
    {
        auto mail = std::exchange(m_mail, {});
        std::shuffle(mail.begin(), mail.end(), m_random);
        for (const Mail &one : mail)
            deliver(one);
        if ((m_now / 10ms) % 100 != 0)
            return;
        for (auto &[i, node] : m_nodes) {
            if (node.core)
                apply(i, node.core->tick(m_now));
        }
        meetAll();
    }

    const Keyring &ringOf(int i) { return m_nodes[i].core->ring(); }
    const Keyring &diskOf(int i) { return m_nodes[i].disk; }
    QByteArray newest(int i) { return ringOf(i).newest().key; }
    std::optional<RotationAnswer> answer(int i) { return m_nodes[i].answer; }
    bool hasLeft(int i) { return m_nodes[i].hasLeft; }
    bool isUnknown(int i) { return m_nodes[i].isUnknown; }
    bool areLinked(int a, int b) { return m_links.count({a, b}) > 0; }
    int letters() const { return m_letters; }

    bool agree(const std::set<int> &nodes)
    {
        for (const int i : nodes) {
            if (newest(i) != newest(*nodes.begin()) || ringOf(i).digest() != ringOf(*nodes.begin()).digest())
                return false;
        }
        return true;
    }

private:
    struct Mail
    {
        int from, to;
        std::function<void()> delivery;
    };
    struct Node
    {
        std::optional<RotationCore> core;
        Keyring disk;
        bool diskFails = false;
        bool hasLeft = false;
        bool isUnknown = false;
        std::optional<RotationAnswer> answer;
    };

    static NodeId id(int i) { return {quint64(i + 1)}; }
    static int indexOf(NodeId id) { return int(id.value) - 1; }
    QByteArray member(int i) const
    {
        const auto shared = m_members.find(i);
        return shared == m_members.end() ? memberNumber(i) : shared->second;
    }
    bool isCut(int a, int b) const { return m_side.count(a) != m_side.count(b); }

    void post(int from, int to, std::function<void()> delivery)
    {
        m_mail.push_back({from, to, std::move(delivery)});
    }
    void deliver(const Mail &mail)
    {
        if (m_nodes[mail.to].core && (mail.from == mail.to || !isCut(mail.from, mail.to)))
            mail.delivery();
    }

    /// As transports do: nodes with the same newest key link, others write letters.
    void meetAll()
    {
        for (auto &[a, one] : m_nodes) {
            for (auto &[b, two] : m_nodes) {
                if (a < b && one.core && two.core && !one.hasLeft && !two.hasLeft && !isCut(a, b) &&
                    !areLinked(a, b))
                    meet(a, b);
            }
        }
    }
    void meet(int a, int b)
    {
        const Keyring &one = ringOf(a), &two = ringOf(b);
        if (one.newest().key == two.newest().key) {
            m_links.insert({a, b});
            m_links.insert({b, a});
            apply(a, m_nodes[a].core->peerUp(peer(b), m_now));
            if (areLinked(a, b))
                apply(b, m_nodes[b].core->peerUp(peer(a), m_now));
            return;
        }
        for (const RingKey &key : one.keys()) {
            const bool isCommon =
                std::ranges::any_of(two.keys(), [&](const RingKey &other) { return other.key == key.key; });
            if (!isCommon)
                continue;
            write(a, b, key.key);
            write(b, a, key.key);
            return;
        }
    }
    RotationCore::Peer peer(int i) const
    {
        return {id(i), QStringLiteral("node-%1").arg(i), member(i), m_old.count(i) == 0};
    }
    void write(int from, int to, const QByteArray &by)
    {
        const RingKey &newest = ringOf(to).newest();
        const auto reply = m_nodes[from].core->replyTo(Keyring::idOf(newest.key), newest.generation,
                                                       member(to), Keyring::idOf(by));
        if (reply == RotationCore::Reply::Ring)
            sendRing(from, to);
        if (reply == RotationCore::Reply::Removed)
            post(from, to, [this, to] { apply(to, m_nodes[to].core->onRemoved()); });
        if (reply == RotationCore::Reply::Unknown)
            m_nodes[to].isUnknown = true;
    }
    void sendRing(int from, int to)
    {
        ++m_letters;
        const auto ring = Keyring::decode(ringOf(from).encode());
        QVERIFY(ring);
        post(from, to, [this, to, ring] { apply(to, m_nodes[to].core->onRing(*ring, m_now)); });
    }

    void apply(int i, const RotationCore::Actions &actions)
    {
        for (const RotationCore::Action &action : actions)
            apply(i, action);
    }
    void apply(int i, const RotationCore::Action &action)
    {
        Node &node = m_nodes[i];
        if (const auto *persist = std::get_if<RotationCore::Persist>(&action)) {
            post(i, i, [this, i, ring = persist->ring] {
                Node &here = m_nodes[i];
                if (!here.diskFails)
                    here.disk = here.disk.mergedWith(ring);
                apply(i,
                      here.core->persisted(here.diskFails ? Keyring() : here.disk,
                                           here.diskFails ? QStringLiteral("No disk.") : QString(), m_now));
            });
        } else if (const auto *tell = std::get_if<RotationCore::Tell>(&action)) {
            for (auto &[other, there] : m_nodes) {
                const bool isMeant = !tell->to || indexOf(tell->to) == other;
                if (isMeant && areLinked(i, other))
                    post(i, other, [this, other, i, news = node.core->news()] {
                        apply(other, m_nodes[other].core->onNews(id(i), news, m_now));
                    });
            }
        } else if (const auto *letter = std::get_if<RotationCore::Letter>(&action)) {
            if (areLinked(i, indexOf(letter->to)))
                sendRing(i, indexOf(letter->to));
        } else if (const auto *notice = std::get_if<RotationCore::Notice>(&action)) {
            const int to = indexOf(notice->to);
            post(i, to, [this, to] { apply(to, m_nodes[to].core->onRemoved()); });
        } else if (const auto *expel = std::get_if<RotationCore::Expel>(&action)) {
            const int gone = indexOf(expel->node);
            m_links.erase({i, gone});
            m_links.erase({gone, i});
            if (m_nodes[gone].core)
                m_nodes[gone].core->peerDown(id(i));
        } else if (const auto *answer = std::get_if<RotationCore::Answer>(&action)) {
            node.answer = answer->answer;
        } else if (std::holds_alternative<RotationCore::Left>(action)) {
            node.hasLeft = true;
        }
    }

    std::map<int, Node> m_nodes;
    std::map<int, QByteArray> m_members;
    std::set<int> m_old;
    std::set<int> m_side;
    std::set<std::pair<int, int>> m_links;
    std::deque<Mail> m_mail;
    Nanoseconds m_now{0};
    std::mt19937 m_random;
    int m_letters = 0;
};

} // namespace everbounce
