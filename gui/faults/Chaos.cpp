// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/faults/Chaos.h"

#include "engine/viewer/look/FaultWords.h"

#include <random>

namespace everbounce {

/// How often it is asked whether something was survived.
static std::chrono::milliseconds verdictInterval(const ChaosPilot::Pace &pace)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(pace.verdictAfter / 20);
}

Chaos::Chaos(ClusterState *cluster, NodesModel *nodes, Commands *commands, const ChaosPilot::Pace &pace,
             QObject *parent)
    : QObject(parent)
    , m_cluster(cluster)
    , m_nodes(nodes)
    , m_commands(commands)
    , m_pilot(std::random_device()(), pace)
{
    m_next.setSingleShot(true);
    m_next.callOnTimeout(this, &Chaos::strike);
    m_verdict.setInterval(verdictInterval(pace));
    m_verdict.callOnTimeout(this, &Chaos::judge);
    connect(commands, &Commands::concluded, this, &Chaos::conclude);
}

void Chaos::setOn(bool on)
{
    if (on == m_on)
        return;
    if (on)
        goOn();
    else
        goOff({});
}

void Chaos::goOn()
{
    m_on = true;
    ++m_run;
    m_pilot.startAnew();
    tell(tr("Something breaks in a moment…"));
    wait();
    Q_EMIT countChanged();
    Q_EMIT onChanged();
}

void Chaos::goOff(const QString &why)
{
    m_on = false;
    m_next.stop();
    tell(why);
    Q_EMIT onChanged();
}

QString Chaos::control() const
{
    return QStringLiteral("chaos:%1").arg(m_run);
}

void Chaos::wait()
{
    m_next.start(std::chrono::duration_cast<std::chrono::milliseconds>(m_pilot.pause()));
}

/// As it is written after a colon.
static QString inSentence(QString title)
{
    return title.replace(0, 1, title.left(1).toLower());
}

void Chaos::strike()
{
    const auto order = m_pilot.choose(aims(), m_cluster->view().lease.holder);
    if (!order) {
        tell(tr("Nothing can be broken just now."));
        return wait();
    }
    const QString title = words::titleOf(infoOf(order->fault));
    tell(tr("Chaos: %1 on %2").arg(inSentence(title), m_cluster->nameOf(order->node)));
    m_commands->strikeQuietly(order->fault, toString(order->node), control());
}

std::vector<ChaosPilot::Aim> Chaos::aims() const
{
    std::vector<ChaosPilot::Aim> aims;
    for (const NodeLook &card : m_nodes->looks().at(monotonicNow())) {
        if (!card.isGhost)
            aims.push_back({card.node.id, card.self, card.isSound()});
    }
    return aims;
}

void Chaos::conclude(const QString &control, const CommandResult &result)
{
    if (!m_on || control != this->control())
        return;
    if (result.ok) {
        m_pilot.injected(monotonicNow());
        m_verdict.start();
    }
    const bool mayNot = result.status == 401 || result.status == 403;
    if (result.ok || !(m_pilot.refused() || mayNot))
        return wait();
    goOff(tr("Chaos is off: the cluster refuses its faults."));
    Q_EMIT refused(m_news);
}

void Chaos::noteStall(double ms)
{
    m_pilot.stalled(Nanoseconds(qint64(ms * 1e6)));
}

void Chaos::judge()
{
    const int before = m_pilot.judged();
    m_pilot.judge(monotonicNow(), bool(m_cluster->view().lease));
    if (!m_pilot.hasOpen())
        m_verdict.stop();
    if (m_pilot.judged() != before)
        Q_EMIT countChanged();
}

QString Chaos::count() const
{
    if (m_run == 0)
        return {};
    const int survived = m_pilot.survived();
    const int judged = m_pilot.judged();
    return survived == judged ? tr("Survived %1").arg(survived)
                              : tr("Survived %1 of %2").arg(survived).arg(judged);
}

void Chaos::tell(const QString &news)
{
    if (news == m_news)
        return;
    m_news = news;
    Q_EMIT newsChanged();
}

} // namespace everbounce
