// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/harness/etcd/EtcdFlight.h"

#include "tests/cluster/harness/Http.h"
#include "tests/cluster/harness/ReferenceFlight.h"
#include "tests/cluster/harness/Wait.h"

#include <algorithm>

namespace everbounce::harness {

QJsonObject clusterOf(const NodeProcess &node)
{
    return httpGet(node.url(), QStringLiteral("/api/v1/cluster")).json();
}

QString etcdStateOf(const NodeProcess &node)
{
    return clusterOf(node)[QLatin1String("coordination")][QLatin1String("state")].toString();
}

bool isUnready(const NodeProcess &node, const char *sentence)
{
    const HttpAnswer answer = httpGet(node.url(), QStringLiteral("/readyz"));
    return answer.status == 503 && answer.body.contains(sentence);
}

bool isReadyToServe(const NodeProcess &node)
{
    return httpGet(node.url(), QStringLiteral("/readyz")).status == 200;
}

bool EtcdFlight::begin(const QString &coordination, const QStringList &more, const Adapt &adapt)
{
    m_cluster = std::make_unique<TestCluster>(3, [&](NodeOptions &options, int index) {
        options.more << QStringLiteral("--coordination") << coordination << more;
        if (adapt)
            adapt(options, index);
    });
    m_newest.assign(std::size_t(m_cluster->size()), nullptr);
    if (!m_cluster->start())
        return false;
    for (int index = 0; index < m_cluster->size(); ++index) {
        if (!view(index))
            return false;
    }
    return true;
}

bool EtcdFlight::view(int index)
{
    m_viewers.push_back(std::make_unique<Viewer>(node(index).url(), Viewer::Mode::Frames));
    const Viewer *viewer = m_newest[std::size_t(index)] = m_viewers.back().get();
    return waitUntil([viewer] { return !viewer->frames().empty(); });
}

Tick EtcdFlight::lastSeen(int index) const
{
    const auto &frames = m_newest[std::size_t(index)]->frames();
    return frames.empty() ? 0 : frames.back().tick;
}

Tick EtcdFlight::lastSeen() const
{
    Tick last = 0;
    for (int index = 0; index < m_cluster->size(); ++index)
        last = std::max(last, lastSeen(index));
    return last;
}

bool EtcdFlight::flyOn(Tick ticks)
{
    const Tick end = lastSeen() + ticks;
    return waitUntil([&] { return lastSeen() > end; });
}

ApiAnswer EtcdFlight::give()
{
    return give((holder() + 1) % m_cluster->size());
}

ApiAnswer EtcdFlight::give(int index)
{
    const ApiAnswer answer = m_api.post(node(index).url(), QStringLiteral("behavior"),
                                        {{QStringLiteral("name"), QStringLiteral("MirrorJump")}});
    m_given += answer.ok();
    return answer;
}

bool EtcdFlight::giveUntilDone()
{
    return waitUntil([this] { return give().ok(); });
}

bool EtcdFlight::isReplaced(int lost, quint64 term)
{
    return waitUntil([&] {
        for (int index = 0; index < m_cluster->size(); ++index) {
            if (index != lost && m_cluster->watch(index)->term() <= term)
                return false;
        }
        return true;
    });
}

QString EtcdFlight::faults()
{
    FlightRecord record;
    for (const auto &viewer : m_viewers)
        record.add(*viewer);
    QStringList faults = record.faults();
    const quint64 revision = quint64(clusterOf(node(holder()))[QLatin1String("revision")].toDouble());
    if (revision < m_given)
        faults << QStringLiteral("%1 commands were acknowledged, and the revision is %2")
                      .arg(m_given)
                      .arg(revision);
    qInfo("Seen: ticks %llu to %llu, %llu commands.", qulonglong(record.first()), qulonglong(record.last()),
          qulonglong(m_given));
    return faults.join(u'\n');
}

} // namespace everbounce::harness
