// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/failover/MessagePairs.h"

namespace everbounce {

// What was recorded, in words. Pure.

using NameOf = std::function<QString(NodeId)>;

/// For programs, such as "link-closed".
QString kindName(Mark::Kind kind);
QString messageName(Mark::Message message);

/// For people: one sentence. `node` recorded the mark.
QString sentenceOf(const Mark &mark, NodeId node, const NameOf &nameOf);
QString sentenceOf(const MessagePair &pair, const NameOf &nameOf);

/// The whole change in two or three sentences.
QString headlineOf(const FailoverView &view);

} // namespace everbounce
