// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QList>
#include <QString>

#include <utility>

namespace everbounce {

/// Addresses of the proxies whose word about the sender of a request is believed. Pure.
class TrustedProxies
{
public:
    static constexpr qsizetype most = 64;

    /// "ADDRESS" or "ADDRESS/BITS". False, and nothing changes, if it is neither, or names all addresses
    /// there are.
    bool add(const QString &text);

    bool isEmpty() const { return m_ranges.isEmpty(); }
    qsizetype count() const { return m_ranges.size(); }
    bool contains(const QHostAddress &address) const;

private:
    QList<std::pair<QHostAddress, int>> m_ranges; ///< with their significant bits
};

/// An address of IPv4 as such, though it may be written as one of IPv6; of IPv6 without its wire.
QHostAddress plainAddress(const QHostAddress &address);

} // namespace everbounce
