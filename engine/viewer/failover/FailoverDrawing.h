// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/FailoverView.h"

#include <functional>

namespace everbounce {

/// Turns English texts into a viewer's language.
using Say = std::function<QString(const QString &)>;

/// A failover as an SVG document: a lane for each node, time from left to right, an arrow for each message.
/// Texts shown on hover are in title elements. Pure; page, window and saved files show the same document, in
/// English unless there is a `say`.
QByteArray drawFailover(const FailoverView &view, bool dark, const Say &say = {});

} // namespace everbounce
