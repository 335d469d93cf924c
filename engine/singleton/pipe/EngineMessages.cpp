// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/pipe/EngineMessages.h"

#include "engine/base/cbor/CborNumbers.h"

namespace everbounce {
namespace {

constexpr QLatin1String kNumber("n");
constexpr QLatin1String kFault("fault");
constexpr QLatin1String kCrash("crash");
constexpr QLatin1String kHang("hang");
constexpr QLatin1String kWake("wake_ms");
constexpr QLatin1String kReady("ready");

} // namespace

QCborMap encodeOrder(quint64 number, const EngineOrder &order)
{
    if (const auto *fault = std::get_if<EngineFault>(&order))
        return numbered(number, {{kFault, *fault == EngineFault::Crash ? kCrash : kHang}});
    if (const auto *wake = std::get_if<WakeOrder>(&order))
        return numbered(number, {{kWake, qint64(wake->after.count())}});
    return numbered(number, std::get<QCborMap>(order));
}

std::optional<NumberedOrder> decodeOrder(const QCborValue &value)
{
    const auto number = numberOf(value);
    if (!number)
        return std::nullopt;
    if (value[kFault].isString())
        return NumberedOrder{*number,
                             value[kFault].toString() == kCrash ? EngineFault::Crash : EngineFault::Hang};
    if (value[kWake].isInteger())
        return NumberedOrder{*number, WakeOrder{std::chrono::milliseconds(value[kWake].toInteger())}};
    return NumberedOrder{*number, value.toMap()};
}

QCborMap numbered(quint64 number, QCborMap answer)
{
    answer[kNumber] = encodeUnsigned(number);
    return answer;
}

std::optional<quint64> numberOf(const QCborValue &message)
{
    return decodeUnsigned(message[kNumber]);
}

QCborMap encodeReady()
{
    return {{kReady, true}};
}

bool isReady(const QCborValue &value)
{
    return value[kReady].isTrue();
}

} // namespace everbounce
