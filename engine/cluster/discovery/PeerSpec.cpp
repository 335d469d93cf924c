// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/discovery/PeerSpec.h"

#include <QRegularExpression>

namespace everbounce {

std::optional<PeerSpec> PeerSpec::fromText(const QString &text)
{
    // [IPv6]:PORT or [IPv6]; a bare IPv6 address, which has at least two colons; else a host with or without
    // a port.
    static const QRegularExpression form(QStringLiteral(
        "^(?:\\[([^\\[\\]\\s]+)\\](?::(\\d{1,5}))?|([^\\s\\[\\]]*:[^\\s\\[\\]]*:[^\\s\\[\\]]*)|"
        "([^\\s:\\[\\]]+)(?::(\\d{1,5}))?)$"));
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const QString host = match.captured(1) + match.captured(3) + match.captured(4);
    const QString port = match.captured(2) + match.captured(5);
    const int number = port.toInt();
    if (!port.isEmpty() && (number < 1 || number > 65535))
        return std::nullopt;
    return PeerSpec{host, quint16(number)};
}

} // namespace everbounce
