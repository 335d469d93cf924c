// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/failover/FailoverInquiry.h"

#include "engine/base/MonotonicClock.h"
#include "engine/base/cbor/CborNumbers.h"
#include "engine/cluster/link/MessageKeys.h"
#include "engine/node/failover/FailoverNames.h"

#include <QCborArray>

namespace everbounce {
namespace {

using namespace std::chrono_literals;

constexpr QLatin1String kChangesWanted("changes-wanted");
constexpr QLatin1String kChanges("changes");
constexpr QLatin1String kTerm("term");
constexpr QLatin1String kChangeList("list");
constexpr QLatin1String kNames("names");

constexpr auto patience = 300ms;

} // namespace

FailoverInquiry::FailoverInquiry(NodeNames &names, Transport &transport, const FailoverLog &log,
                                 QObject *parent)
    : QObject(parent)
    , m_names(names)
    , m_transport(transport)
    , m_log(log)
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &FailoverInquiry::giveUpLate);
    transport.on(kChangesWanted, this, &FailoverInquiry::onAsked);
    transport.on(kChanges, this, &FailoverInquiry::onAnswered);
    connect(&transport, &Transport::linkDown, this, [this](NodeId peer) {
        for (const quint64 term : m_open.keys()) {
            if (m_open[term].awaited.erase(peer) && m_open[term].awaited.empty())
                conclude(term);
        }
    });
}

std::vector<Change> FailoverInquiry::own(quint64 term) const
{
    if (term == 0)
        return m_log.changes();
    const auto change = m_log.change(term);
    return change ? std::vector{*change} : std::vector<Change>();
}

void FailoverInquiry::ask(quint64 term)
{
    if (m_open.contains(term))
        return; // callers that ask meanwhile get the same answer
    Open &open = m_open[term];
    open.until = monotonicNow() + patience;
    for (const Change &change : own(term))
        open.parts.push_back({m_names.self(), change});
    for (const PeerInfo &peer : m_transport.peers())
        open.awaited.insert(peer.id);
    if (open.awaited.empty())
        return conclude(term);
    m_transport.sendToAll({{kType, kChangesWanted}, {kTerm, encodeUnsigned(term)}});
    if (!m_patience.isActive())
        m_patience.start(patience);
}

void FailoverInquiry::onAsked(NodeId from, const QCborMap &message)
{
    const auto term = decodeCount(message[kTerm]);
    if (!term)
        return;
    const bool withMarks = *term != 0;
    std::vector<Change> changes = own(*term);
    QCborArray list;
    for (Change &change : changes) {
        if (!withMarks)
            change.marks.clear();
        list.append(encodeChange(change, withMarks));
    }
    m_transport.send(from, {{kType, kChanges},
                            {kTerm, encodeUnsigned(*term)},
                            {kChangeList, list},
                            {kNames, namesIn(changes, m_names)}});
}

void FailoverInquiry::onAnswered(NodeId from, const QCborMap &message)
{
    const auto term = decodeCount(message[kTerm]);
    const auto open = m_open.find(term.value_or(0));
    if (!term || open == m_open.end() || open->awaited.erase(from) == 0)
        return;
    learnNames(message[kNames].toArray(), m_names);
    const QCborArray list = message[kChangeList].toArray();
    for (qsizetype i = 0; i < std::min<qsizetype>(list.size(), FailoverLog::mostChanges); ++i) {
        const auto change = decodeChange(list[i].toMap());
        if (change && (*term == 0 || change->to.term == *term))
            open->parts.push_back({from, *change});
    }
    if (open->awaited.empty())
        conclude(*term);
}

void FailoverInquiry::conclude(quint64 term)
{
    const Open open = m_open.take(term);
    Q_EMIT told(term, open.parts, QList<NodeId>(open.awaited.begin(), open.awaited.end()));
}

void FailoverInquiry::giveUpLate()
{
    const Nanoseconds now = monotonicNow();
    for (const quint64 term : m_open.keys()) {
        if (m_open[term].until <= now)
            conclude(term);
    }
    if (!m_open.isEmpty() && !m_patience.isActive())
        m_patience.start(10ms);
}

} // namespace everbounce
