// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

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

} // namespace everbounce
