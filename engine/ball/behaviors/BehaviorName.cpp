// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/behaviors/BehaviorName.h"

#include "engine/ball/flight/Behavior.h"

#include <algorithm>

namespace everbounce {
namespace {

bool isLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

bool isLater(QChar c)
{
    return isLetter(c) || (c >= u'0' && c <= u'9') || c == u'_' || c == u'-';
}

} // namespace

bool isBehaviorName(QStringView name)
{
    return !name.isEmpty() && name.size() <= longestBehaviorName && isLetter(name.front()) &&
           std::all_of(name.begin(), name.end(), isLater);
}

bool isReservedName(QStringView name)
{
    const auto builtins = builtinBehaviorNames();
    return name == kMissingBehavior ||
           std::any_of(builtins.begin(), builtins.end(), [name](std::string_view builtin) {
               return name == QLatin1String(builtin.data(), qsizetype(builtin.size()));
           });
}

} // namespace everbounce
