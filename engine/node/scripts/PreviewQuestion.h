// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/pipe/Flight.h"
#include "engine/ball/workload/FlightRecord.h"
#include "engine/node/view/ScriptsInterface.h"

namespace everbounce {

/// "Fly this text from where the ball is a moment from now, as if it had been selected." `now` is a tick. The
/// flight must have a track.
FlightRequest previewQuestion(const FlightRecord &flight, double now, Nanoseconds tickLength,
                              const QByteArray &text);

/// An engine's answer to that question, for people. The engine ran foreign code, so nothing of it is believed
/// unseen.
ScriptPreview previewOf(const FlightReply &reply, const FlightRequest &question);

/// What to tell people of an engine that ended without an answer; one phrase says how.
ScriptPreview previewOfEnd(const QString &how);

} // namespace everbounce
