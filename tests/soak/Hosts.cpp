// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/soak/Hosts.h"

#include <QProcess>

namespace everbounce::soak {
namespace {

/// Returns the program's output if it fails, or an empty text.
QString run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    if (process.waitForFinished() && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return {};
    return QStringLiteral("`%1 %2` failed: %3")
        .arg(program, arguments.join(u' '), QString::fromUtf8(process.readAllStandardError()).trimmed());
}

} // namespace

Hosts::Hosts(int count)
    : m_count(count)
    , m_switch(count + 1)
    , m_problem(m_switch.problem())
{
    for (int host = 1; host <= count && m_problem.isEmpty(); ++host) {
        const QString name = QStringLiteral("host%1").arg(host);
        const QString tap = Switch::deviceOf(host);
        ip(QStringLiteral("netns add %1").arg(name));
        ip(QStringLiteral("link set %1 netns %2").arg(tap, name));
        ip(QStringLiteral("-n %1 link set %2 name eth0").arg(name, tap));
        ip(QStringLiteral("-n %1 link set eth0 address %2").arg(name, Switch::macOf(host)));
        ip(QStringLiteral("-n %1 address add %2/24 broadcast + dev eth0").arg(name, addressOf(host)));
        ip(QStringLiteral("-n %1 link set lo up").arg(name));
        ip(QStringLiteral("-n %1 link set eth0 up").arg(name));
    }
    const QString own = Switch::deviceOf(count + 1);
    if (m_problem.isEmpty()) {
        ip(QStringLiteral("link set %1 address %2").arg(own, Switch::macOf(count + 1)));
        ip(QStringLiteral("address add %1/24 dev %2").arg(addressOf(count + 1), own));
        ip(QStringLiteral("link set %1 up").arg(own));
    }
}

Hosts::~Hosts()
{
    for (int host = 1; host <= m_count; ++host)
        run(QStringLiteral("ip"),
            {QStringLiteral("netns"), QStringLiteral("delete"), QStringLiteral("host%1").arg(host)});
}

bool Hosts::ip(const QString &arguments)
{
    const QString problem = run(QStringLiteral("ip"), arguments.split(u' '));
    if (m_problem.isEmpty())
        m_problem = problem;
    return problem.isEmpty();
}

void Hosts::cut(int a, int b)
{
    setPath(a, b, {.isCut = true});
    setPath(b, a, {.isCut = true});
}

void Hosts::cutOff(int host)
{
    for (int other = 1; other <= m_count; ++other) {
        if (other != host)
            cut(host, other);
    }
}

void Hosts::setDistance(std::chrono::milliseconds delay)
{
    for (int from = 1; from <= m_count; ++from) {
        for (int to = 1; to <= m_count; ++to)
            setPath(from, to, {.delay = delay});
    }
}

void Hosts::part(const std::vector<int> &groups)
{
    for (int a = 1; a <= m_count; ++a) {
        for (int b = a + 1; b <= m_count; ++b) {
            if (groups[std::size_t(a - 1)] != groups[std::size_t(b - 1)])
                cut(a, b);
        }
    }
}

bool Hosts::resetConnections(int host)
{
    return run(QStringLiteral("ip"),
               {QStringLiteral("netns"), QStringLiteral("exec"), QStringLiteral("host%1").arg(host),
                QStringLiteral("ss"), QStringLiteral("--kill"), QStringLiteral("--tcp"),
                QStringLiteral("state"), QStringLiteral("established")})
        .isEmpty();
}

} // namespace everbounce::soak
