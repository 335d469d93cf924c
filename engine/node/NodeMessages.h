// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/singleton/replica/Record.h"

#include <QCborMap>

namespace everbounce {

/// How many viewers the sender has, and the round trips of its links.
QCborMap statusMessage(int viewers, const QCborMap &links);

/// To the holder: the sender's replica has this record of it.
QCborMap keptMessage(const Record &record);

} // namespace everbounce
