// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/view/SettingRules.h"

#include <algorithm>

namespace everbounce {

NameFault faultOfName(const QString &name)
{
    if (name.size() > longestNodeName)
        return NameFault::TooLong;
    const auto isControl = [](QChar c) { return c.category() == QChar::Other_Control; };
    return std::any_of(name.begin(), name.end(), isControl) ? NameFault::ControlCharacter : NameFault::None;
}

std::optional<quint16> portFromText(const QString &text)
{
    bool ok = false;
    const quint16 port = text.toUShort(&ok);
    return ok ? std::optional(port) : std::nullopt;
}

} // namespace everbounce
