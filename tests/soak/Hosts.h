// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/soak/Switch.h"

#include <QStringList>

namespace everbounce::soak {

/// Hosts as network namespaces `host1` to `hostN`, on a switch that this process is on as well, and that can
/// be made worse between any two of them. This process is host N + 1, whom nothing is ever cut from. Needs
/// harness::enterPrivateNetwork() to have worked, and the program `ip`.
class Hosts
{
public:
    explicit Hosts(int count);
    ~Hosts();
    Q_DISABLE_COPY_MOVE(Hosts)

    /// What went wrong; empty if the network is there.
    QString problem() const { return m_problem; }
    int count() const { return m_count; }

    static QString namespaceOf(int host) { return QStringLiteral("/run/netns/host%1").arg(host); }
    static QString addressOf(int host) { return QStringLiteral("10.78.0.%1").arg(host); }

    void setPath(int from, int to, const Path &path) { m_switch.setPath(from, to, path); }
    /// Both ways.
    void cut(int a, int b);
    /// From everybody but this process; heal() ends it.
    void cutOff(int host);
    /// So long is the way between any two of them, one way; heal() makes it short again.
    void setDistance(std::chrono::milliseconds delay);
    /// Only hosts of one group reach each other; groups[i] is that of host i + 1.
    void part(const std::vector<int> &groups);
    void heal() { m_switch.heal(); }

    /// Ends all TCP connections of a host with a reset, though nobody is dead. False if the kernel cannot.
    bool resetConnections(int host);

private:
    bool ip(const QString &arguments);

    int m_count;
    Switch m_switch;
    QString m_problem;
};

} // namespace everbounce::soak
