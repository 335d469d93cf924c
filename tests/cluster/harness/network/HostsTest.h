// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/cluster/harness/network/PrivateNetwork.h"

#include <QCoreApplication>
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

namespace everbounce::harness {

/// A test on several hosts, as network namespaces, with fresh homes for each of its functions. Where there
/// can be no hosts it is skipped, and says why.
class HostsTest : public QObject
{
    Q_OBJECT
public:
    /// `problem`: what enterPrivateNetwork() said.
    HostsTest(int hosts, const QString &problem)
        : m_hosts(hosts)
        , m_problem(problem)
    {
    }

protected:
    /// A path below all homes.
    QString below(const QString &path) const { return m_homes->filePath(path); }

    /// A host's home, which is there.
    QString homeOf(int host) const
    {
        const QString home = below(QString::number(host));
        QDir().mkpath(home);
        return home;
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (m_problem.isEmpty())
            m_problem = m_network.emplace(m_hosts).problem();
        if (!m_problem.isEmpty())
            QSKIP(qPrintable(QStringLiteral("Skipped: ") + m_problem));
    }
    void init() { m_homes.emplace(); }
    void cleanupTestCase() { m_network.reset(); }

private:
    int m_hosts;
    QString m_problem;
    std::optional<HostNetwork> m_network;
    std::optional<QTemporaryDir> m_homes;
};

/// For main(): enters the network before there is any thread, and runs the test.
template<typename Test>
int runOnHosts(int argc, char **argv)
{
    const QString problem = enterPrivateNetwork();
    const QCoreApplication application(argc, argv);
    Test test(problem);
    return QTest::qExec(&test, argc, argv);
}

} // namespace everbounce::harness
