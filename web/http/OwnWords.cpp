// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http/OwnWords.h"

#include "web/http/Http.h"

#include <QtEndian>

namespace everbounce {

QByteArray refusal(const HttpFault &fault)
{
    HttpResponse response = problem(fault.status, QString::fromLatin1(fault.detail));
    response.headers.append(qMakePair(QByteArray("Connection"), QByteArray("close")));
    if (fault.status == 426) {
        response.headers.append(qMakePair(QByteArray("Upgrade"), QByteArray("websocket")));
        response.headers.append(qMakePair(QByteArray("Sec-WebSocket-Version"), QByteArray("13")));
    }
    return serialized(response);
}

QByteArray requestForQt(const RequestHead &head)
{
    const QByteArray plain = "GET / HTTP/1.1\r\nHost: localhost\r\n";
    if (!head.webSocket)
        return plain + "\r\n";
    return plain + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" +
           "Sec-WebSocket-Key: " + head.valueOf("sec-websocket-key") + "\r\n\r\n";
}

QByteArray closeFrame(quint16 code)
{
    QByteArray frame("\x88\x02\0\0", 4);
    qToBigEndian(code, frame.data() + 2);
    return frame;
}

} // namespace everbounce
