// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/access/sender/TrustedProxies.h"

#include <QByteArray>

#include <optional>

namespace everbounce {

/// What a trusted proxy says of a request that it passes on, by the fields of its head.
struct PassedOnFields
{
    QByteArray forwarded; ///< of RFC 7239; each of them all fields of that name as one, null if there is none
    QByteArray forwardedFor;
    QByteArray proto;
    QByteArray host;
};

/// What is believed of it. Less is known where fields contradict each other: a proxy that writes only one of
/// them passes on what others wrote into the other.
struct PassedOn
{
    std::optional<QHostAddress> client; ///< who asked the first proxy that is not trusted, or the first one
    bool encrypted = false;             ///< on its way to the proxy
    QByteArray host;                    ///< which it asked; empty: not said

    bool operator==(const PassedOn &) const = default;
};

/// Each proxy adds at the end whom it heard, so the list is read from there, as far as there are trusted
/// ones. Pure.
PassedOn readPassedOn(const PassedOnFields &fields, const TrustedProxies &trusted);

} // namespace everbounce
