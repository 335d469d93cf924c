// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/OwnAddresses.h"

#include <QByteArray>
#include <QHostAddress>
#include <QList>
#include <QSet>
#include <QStringList>
#include <QUrl>

namespace everbounce {

/// Who may talk to a gateway. The Host header guards against DNS rebinding, the Origin header against other
/// sites' scripts.
class AccessRules
{
public:
    /// `address` is what the gateway listens on, by http or https; loopback names and addresses are always
    /// allowed.
    explicit AccessRules(const QHostAddress &address = QHostAddress::LocalHost, bool isEncrypted = false);

    /// The gateway listens there from now on.
    void moveTo(const QHostAddress &address);

    /// The names and addresses of this machine from now on, for a gateway that is open to others.
    void setMachineNames(const QStringList &names);

    /// From now on pages at these addresses belong to the cluster. They still do when the node is gone: its
    /// pages are the very ones that then look for another node.
    void addNodes(const QList<QUrl> &urls);

    /// Of these, pages that are at every address of their machine, each by one of these addresses. If that is
    /// this machine, they are at its loopback addresses, too.
    void addEverywhere(const QList<QUrl> &urls);

    /// The whole cluster is also shown at these addresses, http or https, by a proxy.
    void addPublic(const QList<QUrl> &urls);

    /// Pages of these sites may show this node's page in a frame.
    void addEmbedders(const QList<QUrl> &sites);

    /// Whether a Host header names this machine.
    bool hostAllowed(const QByteArray &host) const;

    /// Whether an Origin header is that of a page of the cluster; without the header it is not a browser.
    /// `host` is the request's Host header, already found allowed.
    bool originAllowed(const QByteArray &origin, const QByteArray &host) const;

    /// Whether an Origin header is that of a page of the cluster that this machine's browser has opened at a
    /// loopback address, for a request from this machine, which has these addresses. Elsewhere such an
    /// address is that of another machine.
    bool isPageOfThisMachine(const QByteArray &origin, const QList<OwnAddress> &own) const;

    /// The Content-Security-Policy of the page as requested under `host`: its scripts may connect only to
    /// this node, to `nodes` and to the public addresses.
    QByteArray pagePolicy(const QByteArray &host, const QList<QUrl> &nodes) const;

private:
    void addOrigin(const QByteArray &origin);
    QByteArray ownOrigin(const QByteArray &host) const;

    QHostAddress m_address;
    QString m_scheme;
    QSet<QString> m_names;        ///< lower case; addresses in Qt's spelling
    QSet<QString> m_machineNames; ///< the same, as long as the machine has them
    QSet<QByteArray> m_origins;
    QSet<QByteArray> m_everywhere; ///< of these, those of pages at every address
    QList<QUrl> m_nodes;           ///< those of the last time
    QByteArrayList m_public;       ///< origins
    QByteArrayList m_embedders;    ///< origins
};

} // namespace everbounce
