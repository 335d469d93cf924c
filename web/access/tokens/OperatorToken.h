// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/files/FilePrint.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace everbounce {

/// A token, or one sentence that says why there is none and what to do.
struct OperatorTokenFile
{
    QByteArray token;
    QString error;
};

/// The token that commands from other machines need: 16 to 1024 visible ASCII characters, alone in a file
/// that only its owner may read. White space around it is ignored.
OperatorTokenFile readOperatorToken(const QString &path);

/// Finds out whether the token in a file is another one by now. Pure, but for the file.
class OperatorTokenRenewal
{
public:
    /// The file as it is now has been read; an empty path is none.
    explicit OperatorTokenRenewal(const QString &path = {});

    /// What the file holds since it was replaced, once for each time: call it every few seconds.
    std::optional<OperatorTokenFile> look();

private:
    QString m_path;
    FilePrint m_read;
    FilePrint m_seen; ///< at the last look
};

} // namespace everbounce
