// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/behaviors/exchange/ScriptMessages.h"

#include "engine/ball/behaviors/BehaviorName.h"
#include "engine/base/cbor/CborNumbers.h"
#include "engine/cluster/link/MessageKeys.h"

#include <QCborArray>

#include <algorithm>

namespace everbounce {
namespace {

constexpr QLatin1String kTold = scriptMessageTypes[0];
constexpr QLatin1String kHeard = scriptMessageTypes[1];
constexpr QLatin1String kAsked = scriptMessageTypes[2];
constexpr QLatin1String kHanded = scriptMessageTypes[3];

constexpr QLatin1String kNumber("n");
constexpr QLatin1String kScripts("scripts");
constexpr QLatin1String kBehaviors("behaviors");
constexpr QLatin1String kName("name");
constexpr QLatin1String kHash("hash");
constexpr QLatin1String kText("text");

constexpr qsizetype hashBytes = 32;
constexpr qsizetype maxToldScripts = 2 * maxScripts; ///< own and carried
constexpr qsizetype maxToldNames = 1024;
constexpr qsizetype maxShownName = longestBehaviorName + 9; ///< with # and 8 digits
constexpr qsizetype maxNodeName = 96;

std::optional<BehaviorRef> readRef(const QCborValue &name, const QCborValue &hash)
{
    const QString text = name.toString();
    const QByteArray bytes = hash.toByteArray();
    if (!isBehaviorName(text) || isReservedName(text) || bytes.size() != hashBytes)
        return std::nullopt;
    return BehaviorRef{text, bytes.toHex()};
}

QCborMap encode(const ScriptsTold &told)
{
    QCborArray scripts;
    for (const auto &[ref, origin] : told.list.scripts)
        scripts.append(QCborArray{ref.name, QByteArray::fromHex(ref.hash), encodeNodeId(origin.id),
                                  origin.nodeName.left(maxNodeName)});
    QCborArray behaviors;
    for (const QString &name : told.list.behaviors)
        behaviors.append(name);
    return {{kType, kTold}, {kNumber, told.number}, {kScripts, scripts}, {kBehaviors, behaviors}};
}

QCborMap encode(const ScriptsHeard &heard)
{
    return {{kType, kHeard}, {kNumber, heard.number}};
}

QCborMap encode(const ScriptAsked &asked)
{
    return {{kType, kAsked}, {kName, asked.ref.name}, {kHash, QByteArray::fromHex(asked.ref.hash)}};
}

QCborMap encode(const ScriptHanded &handed)
{
    QCborMap map{{kType, kHanded}, {kName, handed.ref.name}, {kHash, QByteArray::fromHex(handed.ref.hash)}};
    if (handed.source)
        map[kText] = *handed.source;
    return map;
}

std::optional<ScriptMessage> readTold(const QCborMap &map, qint64 number)
{
    ScriptsTold told{.number = number};
    const QCborArray scripts = map[kScripts].toArray();
    for (qsizetype i = 0; i < std::min(scripts.size(), maxToldScripts); ++i) {
        const QCborArray item = scripts.at(i).toArray();
        const auto ref = readRef(item.at(0), item.at(1));
        const auto origin = decodeNodeId(item.at(2));
        if (ref && origin)
            told.list.scripts[*ref] = {*origin, item.at(3).toString().left(maxNodeName)};
    }
    const QCborArray behaviors = map[kBehaviors].toArray();
    for (qsizetype i = 0; i < std::min(behaviors.size(), maxToldNames); ++i) {
        const QString name = behaviors.at(i).toString();
        if (!name.isEmpty() && name.size() <= maxShownName)
            told.list.behaviors.insert(name);
    }
    return told;
}

std::optional<ScriptMessage> readHanded(const QCborMap &map, const BehaviorRef &ref)
{
    const QCborValue text = map[kText];
    if (text.isUndefined())
        return ScriptHanded{ref, std::nullopt};
    if (!text.isByteArray())
        return std::nullopt;
    return ScriptHanded{ref, text.toByteArray()};
}

} // namespace

QCborMap encodeScriptMessage(const ScriptMessage &message)
{
    return std::visit([](const auto &any) { return encode(any); }, message);
}

std::optional<ScriptMessage> decodeScriptMessage(const QCborMap &map)
{
    const QString type = map[kType].toString();
    if (type == kTold || type == kHeard) {
        const qint64 number = map[kNumber].toInteger(-1);
        if (number < 0)
            return std::nullopt;
        return type == kTold ? readTold(map, number) : ScriptMessage(ScriptsHeard{number});
    }
    if (type != kAsked && type != kHanded)
        return std::nullopt;
    const auto ref = readRef(map[kName], map[kHash]);
    if (!ref)
        return std::nullopt;
    return type == kAsked ? ScriptMessage(ScriptAsked{*ref}) : readHanded(map, *ref);
}

} // namespace everbounce
