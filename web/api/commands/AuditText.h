// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace everbounce {

/// Without the tokens and passes in it, wherever they are.
QJsonObject withoutTokens(const QJsonObject &object);

/// A path for the audit. Somebody may revoke a token by its text instead of its id.
QString toldPath(const QString &path);

/// A body for the audit: it may have a token even where none belongs, as by a slip in the path. Nothing if it
/// is no object, since then nobody knows what it has.
QString toldBody(const QByteArray &body);

} // namespace everbounce
