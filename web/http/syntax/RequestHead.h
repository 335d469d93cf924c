// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/http/syntax/HttpFault.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QByteArrayView>
#include <QList>

#include <optional>

namespace everbounce {

struct HeaderField
{
    QByteArray name; ///< as it came
    QByteArray value;
};

/// "NAME: VALUE", to the letter.
std::optional<HeaderField> readField(QByteArrayView line);

/// The head of a request of HTTP/1.0 or 1.1, to the letter of RFC 9112. Pure.
struct RequestHead
{
    QByteArray method; ///< a token, as it came
    QByteArray target; ///< path and query, or "*"
    int minorVersion = 1;
    QList<HeaderField> fields; ///< in their order

    // What settle() finds out:
    std::optional<QByteArray> host; ///< the host it is for
    qsizetype bodyLength = 0;       ///< if it is not chunked
    bool chunked = false;
    bool last = false;           ///< the connection ends with the answer
    bool webSocket = false;      ///< asks to become one
    bool awaitsContinue = false; ///< the client waits to be asked for the body

    /// Parses the first line.
    HttpFault readStart(QByteArrayView line);

    /// Checks all fields together, once they are there.
    HttpFault settle();

    /// Of each field of that name.
    QByteArrayList valuesOf(QByteArrayView name) const;

    /// Whether a field of that name has this member in its list, whatever the case.
    bool lists(QByteArrayView name, const QByteArray &member) const;

    /// All fields of that name as one; null if there is none, empty if it has no value.
    QByteArray valueOf(QByteArrayView name) const;

    /// Whether it says that the request was passed on for somebody else: by a field, or by the name of one
    /// that was removed on the way or follows the body.
    bool isForwarded() const;

private:
    HttpFault readTarget(QByteArrayView text);
    HttpFault readPath() const;
    HttpFault settleHost();
    HttpFault settleLength();
    HttpFault settleCodings(const QByteArrayList &values);
    HttpFault settleConnection();
    HttpFault settleUpgrade() const;
};

} // namespace everbounce
