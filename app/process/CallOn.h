// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <type_traits>

namespace everbounce {

/// Calls a function on another object's thread and waits for its result.
template<typename Function>
auto callOn(QObject *object, Function function)
{
    std::invoke_result_t<Function> result{};
    QMetaObject::invokeMethod(object, function, Qt::BlockingQueuedConnection, &result);
    return result;
}

} // namespace everbounce
