// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/peer/core/LeaseMessages.h"

#include <QCborMap>

#include <optional>

namespace everbounce {

inline constexpr QLatin1String kLeaseType("lease");

/// A message of the lease as it goes over a link, of the type above.
QCborMap encodeLeaseMessage(const LeaseMessage &message);

/// Whether this version knows its type, whatever the content.
bool isLeaseMessage(const QCborMap &map);

/// Nothing for a map of another type, an unknown body, or a value that is missing or out of range.
std::optional<LeaseMessage> decodeLeaseMessage(const QCborMap &map);

} // namespace everbounce
