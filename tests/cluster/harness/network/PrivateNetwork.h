// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace everbounce::harness {

/// Moves this process into a network of its own, that holds nothing but a loopback interface, and into a
/// mount namespace of its own with an empty /run. Both vanish with the process and its children: nothing is
/// left to be cleaned up, however it ends. Works for root, and for others where the system lets users make
/// namespaces.
///
/// To be called before there is any other thread. Empty, or one phrase that says why it was not possible.
QString enterPrivateNetwork();

/// Hosts on a network, as network namespaces `host1` to `hostN`, each with the address 10.77.0.N or fd77::N,
/// on a bridge which this process is connected to as well, as N = 254. Those of IPv4 have a bridge of their
/// own before that, docker0, to nobody. Needs enterPrivateNetwork() to have worked, and the program `ip`.
class HostNetwork
{
public:
    enum class Version { IPv4, IPv6 };

    explicit HostNetwork(int hosts, Version version = Version::IPv4);
    ~HostNetwork();
    Q_DISABLE_COPY_MOVE(HostNetwork)

    /// What went wrong; empty if the network is there.
    QString problem() const { return m_problem; }

    static QString namespaceOf(int host) { return QStringLiteral("/run/netns/host%1").arg(host); }
    static QString addressOf(int host, Version version = Version::IPv4);

    /// Gives this process's own host one more address, of that number.
    bool addAddress(int number);

    /// Pulls a host's plug, or puts it back.
    bool setConnected(int host, bool connected);

    /// The hosts that are kept apart reach all others, but not each other, as clients of some wireless
    /// networks.
    bool setApart(int host, bool apart);

private:
    bool ip(const QString &arguments);
    void addHost(int host);
    QString addressArguments(int host) const;

    int m_hosts;
    Version m_version;
    QString m_problem;
};

} // namespace everbounce::harness
