// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/http/HttpFault.h"

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

/// The head of a request of HTTP/1.0 or 1.1, taken to the letter of RFC 9112. Pure.
struct RequestHead
{
    QByteArray method; ///< a token, as it came
    QByteArray target; ///< path and query, or "*"
    int minorVersion = 1;
    QList<HeaderField> fields; ///< in their order

    // What settle() finds out:
    std::optional<QByteArray> host; ///< whom it is for
    qsizetype bodyLength = 0;       ///< where it is not chunked
    bool chunked = false;
    bool last = false;           ///< the connection ends with the answer
    bool webSocket = false;      ///< asks to become one
    bool awaitsContinue = false; ///< the body is held back until it is asked for

    /// Takes the first line apart.
    HttpFault readStart(QByteArrayView line);

    /// Judges all fields together, once they are there.
    HttpFault settle();

    /// Of each field of that name.
    QByteArrayList valuesOf(QByteArrayView name) const;

    /// Whether a field of that name has this member in its list, whatever the case.
    bool lists(QByteArrayView name, const QByteArray &member) const;

    /// All fields of that name as one; null where there is none, empty where there is one that says nothing.
    QByteArray valueOf(QByteArrayView name) const;

    /// Whether it tells that the request was passed on for somebody else: by a field, or by the name of one
    /// that was taken out on the way, or that is to follow the body.
    bool isForwarded() const;

private:
    HttpFault readTarget(QByteArrayView text);
    HttpFault settleHost();
    HttpFault settleLength();
    HttpFault settleCodings(const QByteArrayList &values);
    HttpFault settleConnection();
    HttpFault settleUpgrade() const;
};

} // namespace everbounce
