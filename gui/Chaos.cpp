// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/Chaos.h"

#include <random>

namespace everbounce {

static QString chaosControl()
{
    return QStringLiteral("chaos");
}

Chaos::Chaos(ClusterState *cluster, NodesModel *nodes, Commands *commands, QObject *parent)
    : QObject(parent)
    , m_cluster(cluster)
    , m_nodes(nodes)
    , m_commands(commands)
    , m_pilot(std::random_device()())
{
    m_next.setSingleShot(true);
    m_next.callOnTimeout(this, &Chaos::strike);
    m_verdict.callOnTimeout(this, &Chaos::judge);
    connect(commands, &Commands::concluded, this, &Chaos::conclude);
}

void Chaos::setOn(bool on)
{
    if (on == m_on)
        return;
    m_on = on;
    tell(on ? tr("Something breaks in a moment…") : QString());
    if (on)
        wait();
    else
        m_next.stop();
    Q_EMIT onChanged();
}

void Chaos::wait()
{
    m_next.start(std::chrono::duration_cast<std::chrono::milliseconds>(m_pilot.pause()));
}

void Chaos::strike()
{
    wait();
    const auto order = m_pilot.choose(aims(), m_cluster->view().lease.holder);
    if (!order)
        return tell(tr("Nothing can be broken just now."));
    const FaultInfo &info = infoOf(order->fault);
    tell(tr("%1: %2").arg(QString::fromUtf8(info.title), m_cluster->nameOf(order->node)));
    m_commands->strike(order->fault, toString(order->node), chaosControl());
}

std::vector<ChaosPilot::Aim> Chaos::aims() const
{
    std::vector<ChaosPilot::Aim> aims;
    for (const NodeCard &card : m_nodes->cards().at(monotonicNow())) {
        if (!card.isGhost)
            aims.push_back({card.node.id, card.self, card.isSound()});
    }
    return aims;
}

void Chaos::conclude(const QString &control, bool ok)
{
    if (control != chaosControl())
        return;
    if (ok) {
        m_pilot.injected(monotonicNow());
        m_verdict.start(std::chrono::milliseconds(500));
    } else if (m_pilot.refused()) {
        setOn(false);
        tell(tr("Chaos is off: the cluster refuses its faults."));
    }
}

void Chaos::noteStall(double ms)
{
    m_pilot.stalled(Nanoseconds(qint64(ms * 1e6)));
}

void Chaos::judge()
{
    const int before = m_pilot.judged();
    m_pilot.judge(monotonicNow(), bool(m_cluster->view().lease));
    if (m_pilot.judged() != before)
        Q_EMIT countsChanged();
}

void Chaos::tell(const QString &news)
{
    if (news == m_news)
        return;
    m_news = news;
    Q_EMIT newsChanged();
}

} // namespace everbounce
