// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QByteArrayView>

/// The small words of RFC 9110, RFC 9112 and RFC 3986. Pure.
namespace everbounce::syntax {

/// Letters, digits and a few signs: what a method and a field's name are made of. Never empty.
bool isToken(QByteArrayView text);

/// Without the spaces and tabs around it.
QByteArrayView trimmed(QByteArrayView text);

/// A path that begins with a slash, and perhaps a query.
bool isOriginForm(QByteArrayView text);

/// What a Host field may say: a name or an address, perhaps a port; or nothing at all.
bool isHost(QByteArrayView text);

/// One digit or more, and nothing else.
bool isNumber(QByteArrayView text);

/// Extensions of a chunk, with the semicolon that they begin with; or nothing.
bool isChunkExtension(QByteArrayView text);

/// What a Transfer-Encoding field lists: names in lower case, with a semicolon behind one that has
/// parameters; nothing where it is malformed.
QByteArrayList transferCodings(QByteArrayView text);

bool equalsIgnoringCase(QByteArrayView a, QByteArrayView b);

/// The members of a list with commas, in lower case.
QByteArrayList listOf(QByteArrayView text);

} // namespace everbounce::syntax
