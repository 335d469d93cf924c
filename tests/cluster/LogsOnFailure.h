// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/cluster/harness/TestCluster.h"

#include <QTest>

namespace everbounce::harness {

/// Shows the nodes' logs if the test function has failed. Declare it after the cluster.
class LogsOnFailure
{
public:
    explicit LogsOnFailure(const TestCluster &cluster)
        : m_cluster(cluster)
    {
    }
    ~LogsOnFailure()
    {
        if (QTest::currentTestFailed())
            qInfo().noquote() << m_cluster.logs();
    }
    Q_DISABLE_COPY_MOVE(LogsOnFailure)

private:
    const TestCluster &m_cluster;
};

} // namespace everbounce::harness
