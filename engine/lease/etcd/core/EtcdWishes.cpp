// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/etcd/core/EtcdCore.h"

#include <algorithm>
#include <tuple>

// The requests to etcd that follow from the known state.

namespace everbounce::etcd {
namespace {

std::string keyOf(NodeId node)
{
    return nodePrefix + toText(node);
}

} // namespace

void EtcdCore::pursue()
{
    if (!m_isStarted)
        return;
    keepView();
    if (m_now < m_callAt)
        return;
    keepLease();
    if (m_wantsRead)
        call(Kind::Read, Read{});
    if (m_view.revision() > 0)
        change();
}

/// One of a kind at a time: until it is answered, nobody knows what came of the last one.
void EtcdCore::call(Kind kind, Request request)
{
    if (std::ranges::any_of(m_sent, [kind](const auto &sent) { return sent.second.kind == kind; }))
        return;
    m_sent[++m_number] = {kind, m_now, m_view.revision(), m_lease};
    m_actions.emplace_back(Call{m_number, std::move(request)});
}

void EtcdCore::keepLease()
{
    if (m_lease == 0)
        return call(Kind::Grant, Grant{m_rules.length});
    if (m_now < m_beatAt)
        return;
    m_beatAt = m_now + Duration(m_granted) / beatsInALease;
    call(Kind::KeepAlive, KeepAlive{m_lease});
    call(Kind::Read, Read{});
    // What was there at the last beat is old news by now.
    if (m_isWatching && m_expected > m_watched)
        m_isWatching = false;
    m_expected = m_view.lastWritten();
}

void EtcdCore::keepView()
{
    if (m_isWatching || m_wantsRead || m_view.revision() == 0 || m_now < m_watchAt)
        return;
    m_isWatching = true;
    m_watched = m_view.revision();
    m_expected = 0;
    m_actions.emplace_back(Watch{m_view.revision() + 1});
}

void EtcdCore::change()
{
    const auto holder = m_view.holder();
    const bool givesUp = isMine(holder) && isAbandoned(holder) && (m_leaves || m_releases);
    if (givesUp || (m_leaves && m_view.find(keyOf(m_self))))
        return call(Kind::HandOver, handOver());
    if (!isAlive() || m_leaves)
        return;
    if (wantsToHold())
        call(Kind::Claim, claim());
    else if (m_own && m_pending)
        call(Kind::Publish, publication());
    if (!isIntroduced())
        call(Kind::Register, introduction());
    if (m_own && !isAgreementTold())
        call(Kind::Agree, agreement());
}

bool EtcdCore::wantsToHold() const
{
    const auto holder = m_view.holder();
    const bool abstains = m_now < m_abstainUntil && successor();
    if (differs())
        return false;
    if (!holder)
        return !abstains;
    if (holder->node == m_self)
        return m_raises || !isMine(holder) || isAbandoned(holder);
    const auto gone = m_gone.find(holder->node);
    return m_rules.takesOver && gone != m_gone.end() && gone->second && !abstains;
}

std::string EtcdCore::agreementOf(const std::string &introduction) const
{
    return m_rules.agreementOf ? m_rules.agreementOf(introduction) : std::string();
}

/// Nodes that do not say, such as older ones, are taken to fit.
bool EtcdCore::fits(const std::string &agreement) const
{
    return agreement.empty() || m_agreement.empty() || m_rules.fits(agreement, m_agreement);
}

/// Those that held before have something else in common, and one of them is still there.
bool EtcdCore::differs() const
{
    const KeyValue *common = m_view.find(agreementKey);
    if (isMine(m_view.holder()) || !common || fits(common->value))
        return false;
    return std::ranges::any_of(m_view.nodes(), [&](const auto &entry) {
        const std::string theirs = agreementOf(entry.second.text);
        return entry.first != m_self && !theirs.empty() && m_rules.fits(theirs, common->value);
    });
}

bool EtcdCore::isAgreementTold() const
{
    const KeyValue *common = m_view.find(agreementKey);
    return m_agreement.empty() || (common && common->value == m_agreement);
}

Transaction EtcdCore::agreement() const
{
    return {{{holderKey, m_own->modRevision}}, {{agreementKey, m_agreement}}, {}};
}

/// The store grants it only if nobody has changed the holder since it was seen here. The same commit gives
/// the newest record.
Transaction EtcdCore::claim()
{
    const auto holder = m_view.holder();
    m_claimedFrom = holder ? holder->node : NodeId();
    Transaction claim;
    claim.compares = {{holderKey, m_view.modRevision(holderKey)}, {baseKey, m_view.modRevision(baseKey)}};
    claim.puts = {{holderKey, toText(m_self), m_lease}};
    // Revisions may have begun anew. Terms must not: others would not believe them.
    if (m_view.revision() + m_view.base() < m_knownTerm)
        claim.puts.push_back({baseKey, std::to_string(m_knownTerm - m_view.revision())});
    return claim;
}

/// The second comparison is for the last try, which may yet be carried out: it must not undo what came after
/// it. The third one is for a restored store, where another claim may have the same revision.
Transaction EtcdCore::publication() const
{
    return {{{holderKey, m_own->modRevision},
             {recordKey, m_view.modRevision(recordKey)},
             {baseKey, m_view.modRevision(baseKey)}},
            {{recordKey, *m_pending}},
            {}};
}

bool EtcdCore::isIntroduced() const
{
    const KeyValue *known = m_view.find(keyOf(m_self));
    return known && known->lease == m_lease && known->value == m_introduction;
}

Transaction EtcdCore::introduction() const
{
    return {{}, {{keyOf(m_self), m_introduction, m_lease}}, {}};
}

Transaction EtcdCore::handOver() const
{
    Transaction change;
    if (isAbandoned(m_view.holder()) && isMine(m_view.holder())) {
        change.compares = {{holderKey, m_abandoned}};
        if (const NodeId next = successor())
            change.puts = {{holderKey, toText(next), m_view.nodes()[next].lease}};
        else
            change.erasures = {{holderKey}};
    }
    if (m_leaves)
        change.erasures.push_back({keyOf(m_self)});
    return change;
}

/// A node that is there, has the same in common and, if possible, a link; the next one by its id, so that
/// hands change in turn.
NodeId EtcdCore::successor() const
{
    NodeId best;
    const auto rank = [this](NodeId node) {
        return std::tuple(m_linked.contains(node), node > m_self, ~node.value);
    };
    for (const auto &[node, introduction] : m_view.nodes()) {
        if (node != m_self && !m_gone.contains(node) && introduction.lease != 0 &&
            fits(agreementOf(introduction.text)) && (!best || rank(node) > rank(best)))
            best = node;
    }
    return best;
}

void EtcdCore::schedule()
{
    m_wakeAt.reset();
    const auto due = [this](Instant at) {
        if (at > m_now && (!m_wakeAt || at < *m_wakeAt))
            m_wakeAt = at;
    };
    due(m_beatAt);
    due(m_actUntil);
    due(m_callAt);
    due(m_watchAt);
    due(m_abstainUntil);
}

} // namespace everbounce::etcd
