// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/events/EventLog.h"

#include <QCborArray>

#include <optional>

// Events as nodes tell them each other.

namespace everbounce {

/// A longer text is cut.
constexpr qsizetype maxEventText = 500;

QCborArray encodeEvent(const KeyedEvent &event);
/// Nothing if any part but the facts is malformed.
std::optional<KeyedEvent> decodeEvent(const QCborValue &value);

QCborArray encodeEvents(const QList<KeyedEvent> &events);
/// Nothing if any event is malformed, or the numbers do not grow by one.
std::optional<QList<KeyedEvent>> decodeEvents(const QCborValue &list);

} // namespace everbounce
