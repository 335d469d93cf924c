// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>

namespace everbounce {

/// What was handed to links for sending.
struct SentCount
{
    quint64 messages = 0;
    quint64 bytes = 0; ///< of the messages; the frame's head of 4 bytes, TLS and TCP come on top
};

/// By message type, since the node started. Types are this program's own, so there are few.
using SentCounts = QMap<QString, SentCount>;

} // namespace everbounce
