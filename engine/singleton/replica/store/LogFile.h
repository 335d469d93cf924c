// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/singleton/replica/store/LoggedCommand.h"

#include <QString>

namespace everbounce {

// The command log on disk: frames, each with the length of its body, the body in CBOR, and a digest of it.
// The first one says whose log it is. A file that ends in the middle of a frame, as after a power cut, is
// good up to there. One that goes on behind a frame that is not whole is damaged.

/// The beginning of a file.
QByteArray encodeLogHeader(const QString &cluster);
QByteArray encodeLogFrames(const std::vector<LoggedCommand> &commands);

struct LogFileContent
{
    std::vector<LoggedCommand> commands;
    qint64 goodBytes = 0;   ///< up to where it is torn or damaged
    bool isOurs = false;    ///< it begins with the header of this cluster
    bool isDamaged = false; ///< `commands` has those behind the damage, too
};
LogFileContent decodeLogFile(const QByteArray &bytes, const QString &cluster);

} // namespace everbounce
