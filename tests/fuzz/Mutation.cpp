// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/Mutation.h"

#include <QCborArray>
#include <QCborMap>

#include <cmath>
#include <limits>

namespace everbounce::fuzz {

constexpr qsizetype deepest = 12; ///< levels of a tree that are looked into

qsizetype Mutation::below(qsizetype n)
{
    return qsizetype(m_random() % quint64(n));
}

QByteArray Mutation::ofBytes(QByteArray bytes)
{
    for (qsizetype times = 1 + below(4); times > 0; --times)
        spoil(bytes);
    return bytes;
}

void Mutation::spoil(QByteArray &bytes)
{
    const qsizetype at = below(bytes.size() + 1);
    const qsizetype length = 1 + below(8);
    switch (below(6)) {
    case 0:
        if (at < bytes.size())
            bytes[at] = char(bytes[at] ^ char(1 << below(8)));
        return;
    case 1:
        if (at < bytes.size())
            bytes[at] = char(below(256));
        return;
    case 2:
        bytes.remove(at, length);
        return;
    case 3:
        bytes.insert(at, bytes.mid(below(bytes.size() + 1), length));
        return;
    case 4:
        bytes.insert(at, QByteArray(length, char(below(256))));
        return;
    default:
        bytes.truncate(at);
    }
}

/// What a careless sender, a later version or an attacker might put anywhere.
QCborValue Mutation::strange()
{
    using Limits = std::numeric_limits<double>;
    const QCborValue values[] = {
        qint64(0),
        qint64(-1),
        std::numeric_limits<qint64>::max(),
        std::numeric_limits<qint64>::min(),
        qint64(1) << below(63),
        0.5,
        -0.0,
        Limits::infinity(),
        Limits::quiet_NaN(),
        Limits::max(),
        Limits::denorm_min(),
        true,
        QCborValue(),
        QCborValue(nullptr),
        QString(),
        QString(5000, QChar(0x1f600)),
        QStringLiteral("\n\u202e"),
        QByteArray(33, '\xff'),
        QCborArray(),
        QCborMap(),
        QCborArray{QCborArray{QCborArray{QCborMap{{1, QCborArray()}}}}},
    };
    return values[below(std::size(values))];
}

QCborValue Mutation::ofTree(const QCborValue &value)
{
    return changed(value, deepest);
}

QCborValue Mutation::changed(const QCborValue &value, qsizetype depth)
{
    if (depth == 0 || below(6) == 0)
        return strange();
    if (value.isMap() && !value.toMap().isEmpty()) {
        const QCborMap map = value.toMap();
        const auto chosen = map.begin() + below(map.size());
        const bool isLeftOut = below(5) == 0;
        QCborMap result; // made anew: QCborMap::erase() leaves a broken map behind (Qt 6.4)
        for (auto member = map.begin(); member != map.end(); ++member) {
            if (member != chosen)
                result.insert(member.key(), member.value());
            else if (!isLeftOut)
                result.insert(member.key(), changed(member.value(), depth - 1));
        }
        return result;
    }
    if (value.isArray() && !value.toArray().isEmpty()) {
        QCborArray array = value.toArray();
        const qsizetype at = below(array.size());
        const qsizetype what = below(8);
        if (what == 0)
            array.removeAt(at);
        else if (what == 1)
            array.insert(at, array.at(below(array.size())));
        else
            array[at] = changed(array.at(at), depth - 1);
        return array;
    }
    return strange();
}

int rounds()
{
    const int wanted = qEnvironmentVariableIntValue("EVERBOUNCE_FUZZ_ROUNDS");
    return wanted > 0 ? wanted : 3000;
}

quint64 firstSeed()
{
    const quint64 wanted = qEnvironmentVariable("EVERBOUNCE_FUZZ_SEED").toULongLong();
    return wanted > 0 ? wanted : 1;
}

} // namespace everbounce::fuzz
