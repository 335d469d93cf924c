// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHostAddress>
#include <QList>
#include <QSet>
#include <QStringList>
#include <QUrl>

namespace everbounce {

/// Who may talk to a gateway. Names in the Host header guard against rebound DNS names, origins against
/// other sites' scripts.
class AccessRules
{
public:
    /// `address` is what the gateway listens on; loopback names and addresses are always its own.
    explicit AccessRules(const QHostAddress &address = QHostAddress::LocalHost);

    /// These are the names and addresses of this machine from now on, for a gateway that is open to others.
    void setMachineNames(const QStringList &names);

    /// Pages of these addresses are the cluster's own from now on. They stay so when the node is gone: its
    /// pages are the very ones that look for another node then.
    void addNodes(const QList<QUrl> &urls);

    /// The whole cluster is also shown at these addresses, http or https, by whoever passes requests on.
    void addPublic(const QList<QUrl> &urls);

    /// Whether a Host header names this machine.
    bool hostAllowed(const QByteArray &host) const;

    /// Whether an Origin header is that of a page of the cluster; no header at all is no browser. `host` is
    /// the request's Host header, already found allowed.
    bool originAllowed(const QByteArray &origin, const QByteArray &host) const;

    /// The Content-Security-Policy of the page as asked for under `host`: its scripts may connect to this
    /// node, to `nodes` and to the public addresses only.
    QByteArray pagePolicy(const QByteArray &host, const QList<QUrl> &nodes) const;

private:
    void addOrigin(const QByteArray &origin);

    QHostAddress m_address;
    QSet<QString> m_names;        ///< lower case; addresses in Qt's spelling
    QSet<QString> m_machineNames; ///< the same, as long as the machine has them
    QSet<QByteArray> m_origins;
    QByteArrayList m_public; ///< origins
};

} // namespace everbounce
