// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/behaviors/exchange/ScriptExchange.h"

#include "engine/base/MonotonicClock.h"

#include <algorithm>

namespace everbounce {
namespace {

using namespace std::chrono_literals;

/// Own changes within this time make one list.
constexpr auto kAnnounceDelay = 20ms;

/// A list that was repeated this often is repeated rarely from then on: the network is broken for longer, or
/// an older node never confirms.
constexpr int maxQuickRepeats = 5;
constexpr int seldom = 16;           ///< times the patience
constexpr int repairsInPatience = 4; ///< how often the exchange looks for what has waited too long

constexpr std::size_t maxAsksUnderWay = 8;
constexpr int maxListsPerSecond = 60;
constexpr int maxAsksPerSecond = 64;
constexpr qsizetype maxCarriedBytes = 4 * 1024 * 1024;

} // namespace

ScriptExchange::ScriptExchange(Transport &transport, Catalogue &catalogue, const SelfInfo &self,
                               std::chrono::milliseconds patience, QObject *parent)
    : QObject(parent)
    , m_transport(transport)
    , m_catalogue(catalogue)
    , m_self{self.id, self.name}
    , m_ledger(m_self)
    , m_patience(patience)
    , m_announcement(this)
    , m_repair(this)
    , m_departures(this)
{
    m_announcement.setSingleShot(true);
    connect(&m_announcement, &QTimer::timeout, this, &ScriptExchange::announce);
    connect(&m_repair, &QTimer::timeout, this, &ScriptExchange::repair);
    m_departures.setSingleShot(true);
    connect(&m_departures, &QTimer::timeout, this, &ScriptExchange::reconcile);
    connect(&m_catalogue, &Catalogue::changed, this, &ScriptExchange::reconcile);
    connect(&m_transport, &Transport::linkUp, this, &ScriptExchange::linkUp);
    connect(&m_transport, &Transport::linkDown, this, &ScriptExchange::linkDown);
    for (const QLatin1String type : scriptMessageTypes)
        m_transport.on(type, this, &ScriptExchange::onMessage);
    m_told.list = currentList();
}

void ScriptExchange::linkUp(const PeerInfo &peer)
{
    const auto [talk, isNew] = m_talks.insert_or_assign(
        peer.id, Talk{.lists = RateLimit(maxListsPerSecond), .asks = RateLimit(maxAsksPerSecond)});
    m_ledger.linkUp({peer.id, peer.name});
    sendList(peer.id, talk->second);
}

void ScriptExchange::onMessage(NodeId from, const QCborMap &message)
{
    if (const auto told = m_talks.contains(from) ? decodeScriptMessage(message) : std::nullopt)
        std::visit([this, from](const auto &any) { on(from, any); }, *told);
}

void ScriptExchange::linkDown(NodeId peer)
{
    m_talks.erase(peer);
    m_ledger.linkDown(peer);
    std::erase_if(m_asked, [peer](const auto &asked) { return asked.second.from == peer; });
    if (!m_departures.isActive())
        m_departures.start(kAnnounceDelay); // right after a death the cluster has more urgent work
}

void ScriptExchange::on(NodeId from, const ScriptsTold &told)
{
    if (!m_talks.at(from).lists.admits(monotonicNow()))
        return; // not confirmed either, so it comes again
    m_ledger.told(from, told.list);
    send(from, ScriptsHeard{told.number});
    reconcile();
    Q_EMIT listed();
}

void ScriptExchange::on(NodeId from, const ScriptsHeard &heard)
{
    Talk &talk = m_talks.at(from);
    talk.heard = std::max(talk.heard, std::min(heard.number, m_told.number));
}

void ScriptExchange::on(NodeId from, const ScriptAsked &asked)
{
    if (!m_talks.at(from).asks.admits(monotonicNow()))
        return;
    ScriptHanded answer{asked.ref, std::nullopt};
    for (const ScriptText &script : m_catalogue.ownScripts()) {
        if (script.ref == asked.ref)
            answer.source = script.source;
    }
    if (const auto found = m_carried.find(asked.ref); found != m_carried.end())
        answer.source = found->second.script.source;
    send(from, answer);
}

void ScriptExchange::on(NodeId from, const ScriptHanded &handed)
{
    const auto asked = m_asked.find(handed.ref);
    if (asked == m_asked.end() || asked->second.from != from)
        return;
    m_asked.erase(asked);
    const QByteArray source = handed.source.value_or(QByteArray());
    const bool isIt = handed.source && problemOfScript(source).isEmpty() &&
                      makeScript(handed.ref.name, source).ref == handed.ref;
    const auto wanted = m_ledger.wanted();
    const auto found = wanted.find(handed.ref);
    if (!isIt) {
        m_ledger.doesNotHave(from, handed.ref);
    } else if (found != wanted.end() && !isOwn(handed.ref)) {
        m_carried[handed.ref] = {{handed.ref, source}, found->second};
        handOver();
        Q_EMIT arrived(handed.ref);
    }
    reconcile();
}

void ScriptExchange::reconcile()
{
    if (dropUnkept())
        handOver();
    askForMore();
    if (!m_announcement.isActive())
        m_announcement.start(kAnnounceDelay);
}

bool ScriptExchange::dropUnkept()
{
    bool dropped = false;
    for (auto it = m_carried.begin(); it != m_carried.end();) {
        const auto origin = m_ledger.keptFor(it->first, it->second.origin);
        if (origin && !isOwn(it->first)) {
            it->second.origin = *origin;
            ++it;
        } else {
            it = m_carried.erase(it);
            dropped = true;
        }
    }
    return dropped;
}

void ScriptExchange::askForMore()
{
    for (const auto &[ref, origin] : m_ledger.wanted()) {
        if (m_asked.size() >= maxAsksUnderWay)
            return;
        if (m_carried.contains(ref) || m_asked.contains(ref) || isOwn(ref))
            continue;
        if (!hasRoom()) {
            if (!std::exchange(m_saidFull, true))
                Q_EMIT remark(
                    QStringLiteral("Other nodes have more scripts than this one carries (%1, 4 MiB).")
                        .arg(maxScripts));
            return;
        }
        const std::set<NodeId> holders = m_ledger.holders(ref);
        const NodeId from = holders.contains(origin.id) ? origin.id : *holders.begin();
        m_asked[ref] = {from, monotonicNow()};
        send(from, ScriptAsked{ref});
        repairSoon();
    }
    m_saidFull = false;
}

bool ScriptExchange::hasRoom() const
{
    qsizetype bytes = qsizetype(m_asked.size() + 1) * maxScriptBytes; // what is on the way may be as large
    for (const auto &[ref, carried] : m_carried)
        bytes += carried.script.source.size();
    return bytes <= maxCarriedBytes && m_carried.size() + m_asked.size() < std::size_t(maxScripts);
}

QString ScriptExchange::originOf(const BehaviorRef &ref) const
{
    const auto carried = m_carried.find(ref);
    return carried == m_carried.end() ? QString() : carried->second.origin.nodeName;
}

bool ScriptExchange::isOwn(const BehaviorRef &ref) const
{
    const auto &own = m_catalogue.ownScripts();
    return std::any_of(own.begin(), own.end(),
                       [&ref](const ScriptText &script) { return script.ref == ref; });
}

void ScriptExchange::handOver()
{
    std::vector<ScriptText> scripts;
    for (const auto &[ref, carried] : m_carried)
        scripts.push_back(carried.script);
    m_catalogue.setCarriedScripts(std::move(scripts));
}

ScriptList ScriptExchange::currentList() const
{
    ScriptList list;
    for (const auto &[ref, carried] : m_carried)
        list.scripts[ref] = carried.origin;
    for (const ScriptText &script : m_catalogue.ownScripts())
        list.scripts[script.ref] = m_self;
    for (const CatalogueEntry &entry : m_catalogue.entries()) {
        if (entry.source != BehaviorSource::Missing && entry.problem.isEmpty())
            list.behaviors.insert(entry.shownName);
    }
    return list;
}

void ScriptExchange::announce()
{
    ScriptList list = currentList();
    if (list == m_told.list)
        return;
    m_told.list = std::move(list);
    ++m_told.number;
    for (auto &[peer, talk] : m_talks) {
        talk.repeats = 0;
        sendList(peer, talk);
    }
}

void ScriptExchange::sendList(NodeId to, Talk &talk)
{
    talk.sentAt = monotonicNow();
    send(to, m_told);
    repairSoon();
}

void ScriptExchange::repairSoon()
{
    if (!m_repair.isActive()) // restarted each time, it would never fire while many scripts are asked for
        m_repair.start(m_patience / repairsInPatience);
}

void ScriptExchange::repair()
{
    const Nanoseconds now = monotonicNow();
    bool waiting = false;
    for (auto &[peer, talk] : m_talks) {
        if (talk.heard == m_told.number)
            continue;
        waiting = true;
        if (now - talk.sentAt < m_patience * (talk.repeats < maxQuickRepeats ? 1 : seldom))
            continue;
        ++talk.repeats;
        sendList(peer, talk);
    }
    std::erase_if(m_asked, [&](const auto &asked) { return now - asked.second.at >= m_patience; });
    askForMore();
    if (!waiting && m_asked.empty())
        m_repair.stop();
}

void ScriptExchange::send(NodeId to, const ScriptMessage &message)
{
    m_transport.send(to, encodeScriptMessage(message));
}

std::set<NodeId> ScriptExchange::nodesWith(const QString &shownName) const
{
    std::set<NodeId> nodes = m_ledger.listing(shownName);
    if (currentList().behaviors.contains(shownName))
        nodes.insert(m_self.id);
    return nodes;
}

std::set<NodeId> ScriptExchange::nodesWith(const BehaviorRef &ref) const
{
    if (ref.hash.isEmpty())
        return nodesWith(ref.name);
    std::set<NodeId> nodes = m_ledger.holders(ref);
    if (isOwn(ref) || m_carried.contains(ref))
        nodes.insert(m_self.id);
    return nodes;
}

} // namespace everbounce
