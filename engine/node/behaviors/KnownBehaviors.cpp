// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/behaviors/KnownBehaviors.h"

namespace everbounce {

KnownBehaviors::KnownBehaviors(const SelfInfo &self, Transport &transport, const NodeNames &names,
                               Announcer &announcer, QObject *parent)
    : QObject(parent)
    , m_names(names)
    , m_announcer(announcer)
    , m_catalogue(self.name)
    , m_scripts(transport, m_catalogue, self)
{
    connect(&m_catalogue, &Catalogue::changed, this, &KnownBehaviors::changed);
    connect(&m_catalogue, &Catalogue::remark, this, &KnownBehaviors::announceRemark);
    connect(&m_scripts, &ScriptExchange::remark, this, &KnownBehaviors::announceRemark);
    connect(&m_scripts, &ScriptExchange::listed, this, &KnownBehaviors::changed);
    connect(&m_scripts, &ScriptExchange::listed, this, &KnownBehaviors::listed);
    connect(&m_scripts, &ScriptExchange::arrived, this, &KnownBehaviors::announceArrival);
}

/// Nodes of one machine read the same files: what all of them find is announced once.
void KnownBehaviors::announceRemark(const QString &sentence)
{
    m_announcer.announce(EventView::Level::Warning, sentence, {},
                         QStringLiteral("remark/%1").arg(qHash(sentence, 1), 16, 16, QLatin1Char('0')));
}

void KnownBehaviors::announceArrival(const BehaviorRef &ref)
{
    m_announcer.announce(EventView::Level::Info, QStringLiteral("new: %1").arg(ref.name), {},
                         QStringLiteral("new/%1").arg(QString::fromLatin1(ref.hash.left(40))));
}

bool KnownBehaviors::isKnownTo(NodeId holder, const QString &shownName) const
{
    const auto resolved = m_catalogue.resolve(shownName);
    const auto *ref = std::get_if<BehaviorRef>(&resolved);
    return !ref || ref->hash.isEmpty() || m_scripts.nodesWith(*ref).count(holder) > 0;
}

QList<BehaviorInfo> KnownBehaviors::list(const FlightRecord *flight) const
{
    QList<BehaviorInfo> list;
    for (const CatalogueEntry &entry : m_catalogue.entries()) {
        const bool quarantined = flight && flight->isQuarantined(entry.ref);
        const QString why = flight ? flight->whyQuarantined(entry.ref) : QString();
        list << BehaviorInfo{entry.shownName,
                             entry.source,
                             entry.isNew,
                             quarantined,
                             entry.problem.isEmpty() ? why : entry.problem,
                             m_names.of(m_scripts.nodesWith(entry.ref)),
                             entry.description.text,
                             entry.description.madeToFail,
                             m_scripts.originOf(entry.ref)};
    }
    return list;
}

} // namespace everbounce
