// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QList>
#include <QNetworkAddressEntry>

#include <optional>

namespace everbounce {

/// From where other nodes may reach this one: `--listen loopback|lan|ADDRESS`. Pure, except for
/// upAddresses().
class ListenScope
{
public:
    static ListenScope loopback() { return {}; }
    static ListenScope lan();
    /// Nothing if the text is neither loopback, lan, nor an address.
    static std::optional<ListenScope> fromText(const QString &text);

    /// Whether this node only speaks to its own machine.
    bool isLoopback() const;

    /// Whether datagrams from that address are heard, and datagrams sent to it.
    bool admits(const QHostAddress &other) const { return !isLoopback() || other.isLoopback(); }

    /// One for each IP version. Links are accepted there, and beacons are sent from there, so that whoever
    /// hears one knows where to dial. The first is required, the second optional.
    QList<QHostAddress> ownAddresses() const;

    /// Where broadcast beacons go: each network's own broadcast address among `addresses`, and loopback's.
    QList<QHostAddress> broadcastTargets(const QList<QNetworkAddressEntry> &addresses) const;

    bool operator==(const ListenScope &) const = default;

private:
    enum class Kind { Loopback, Lan, Address };

    Kind m_kind = Kind::Loopback;
    QHostAddress m_address;
};

/// The addresses of every interface that is up now.
QList<QNetworkAddressEntry> upAddresses();

} // namespace everbounce
