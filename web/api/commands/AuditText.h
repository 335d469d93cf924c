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

/// A body as people read it, after a space: ` name=MirrorJump seconds=5`. What is not a plain word is quoted
/// and escaped, so that a text cannot pass for another member or line, and long ones are cut. Nothing if it
/// is no object.
QString plainBody(const QByteArray &body);

/// The same of a message's members.
QString plainMembers(const QJsonObject &object);

} // namespace everbounce
