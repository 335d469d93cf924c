// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/http/syntax/HttpSyntax.h"
#include "web/http/syntax/RequestReader.h"

namespace everbounce {

/// A whole request in one written form: if two readers produce the same text, they understood it in the same
/// way.
inline QByteArray textOf(const RequestReader &reader)
{
    const RequestHead &head = reader.head();
    QByteArray text =
        head.method + ' ' + head.target + " HTTP/1." + QByteArray::number(head.minorVersion) + "\r\n";
    if (head.host)
        text += "Host: " + *head.host + "\r\n";
    for (const HeaderField &field : head.fields) {
        const auto isIt = [&](QByteArrayView name) { return syntax::equalsIgnoringCase(field.name, name); };
        if (!isIt("host") && !isIt("connection") && !isIt("upgrade") && !isIt("content-length") &&
            !isIt("transfer-encoding"))
            text += field.name + ": " + field.value + "\r\n";
    }
    if (head.webSocket)
        text += "Connection: Upgrade\r\nUpgrade: websocket\r\n";
    else if (head.last && head.minorVersion > 0)
        text += "Connection: close\r\n";
    else if (!head.last && head.minorVersion == 0)
        text += "Connection: keep-alive\r\n";
    if (!reader.body().isEmpty())
        text += "Content-Length: " + QByteArray::number(reader.body().size()) + "\r\n";
    return text + "\r\n" + reader.body();
}

} // namespace everbounce
