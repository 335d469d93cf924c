// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/replica/store/LogFile.h"

#include "engine/base/cbor/Cbor.h"

#include <QCryptographicHash>
#include <QtEndian>

namespace everbounce {
namespace {

constexpr QLatin1String kLogFormat("everbounce-log");
constexpr QLatin1String kLogCluster("cluster");
constexpr int logVersion = 1;
constexpr qsizetype lengthSize = 4;
constexpr qsizetype frameDigestSize = 8;
constexpr qsizetype mostBodyBytes = 1 << 20;
constexpr std::size_t commandsInFrame = 100;

QByteArray frameDigest(QByteArrayView body)
{
    return QCryptographicHash::hash(body.toByteArray(), QCryptographicHash::Sha256).first(frameDigestSize);
}

QByteArray frame(const QCborValue &value)
{
    const QByteArray body = value.toCbor();
    QByteArray length(lengthSize, '\0');
    qToBigEndian(quint32(body.size()), length.data());
    return length + body + frameDigest(body);
}

/// The length of the next body, by its frame; nothing if the frame is not all there.
std::optional<qsizetype> lengthOfNext(QByteArrayView rest)
{
    if (rest.size() < lengthSize)
        return std::nullopt;
    const qsizetype length = qFromBigEndian<quint32>(rest.data());
    const bool isThere = length <= mostBodyBytes && rest.size() >= lengthSize + length + frameDigestSize;
    return isThere ? std::optional(length) : std::nullopt;
}

/// The next body, which is removed; nothing if the rest is not a whole frame.
std::optional<QByteArray> takeBody(QByteArrayView &rest)
{
    const auto length = lengthOfNext(rest);
    if (!length)
        return std::nullopt;
    const QByteArray body = rest.sliced(lengthSize, *length).toByteArray();
    if (rest.sliced(lengthSize + *length, frameDigestSize) != frameDigest(body))
        return std::nullopt;
    rest = rest.sliced(lengthSize + *length + frameDigestSize);
    return body;
}

/// As far as the frames are whole.
void takeCommands(QByteArrayView &rest, std::vector<LoggedCommand> &commands)
{
    while (const auto body = takeBody(rest)) {
        for (LoggedCommand &command :
             decodeCommands(parsedCbor(*body)).value_or(std::vector<LoggedCommand>()))
            commands.push_back(std::move(command));
    }
}

} // namespace

QByteArray encodeLogHeader(const QString &cluster)
{
    return frame(QCborMap{{kLogFormat, logVersion}, {kLogCluster, cluster}});
}

QByteArray encodeLogFrames(const std::vector<LoggedCommand> &commands)
{
    QByteArray bytes;
    for (std::size_t i = 0; i < commands.size(); i += commandsInFrame) {
        const auto first = commands.begin() + std::ptrdiff_t(i);
        const auto last = commands.begin() + std::ptrdiff_t(std::min(i + commandsInFrame, commands.size()));
        bytes += frame(encodeCommands({first, last}));
    }
    return bytes;
}

LogFileContent decodeLogFile(const QByteArray &bytes, const QString &cluster)
{
    LogFileContent content;
    QByteArrayView rest = bytes;
    const auto header = takeBody(rest);
    const QCborMap map = header ? parsedCbor(*header).toMap() : QCborMap();
    content.isOurs = map[kLogFormat].toInteger() == logVersion && map[kLogCluster].toString() == cluster;
    if (!content.isOurs)
        return content;
    takeCommands(rest, content.commands);
    content.goodBytes = bytes.size() - rest.size();
    const std::size_t goodCommands = content.commands.size();
    while (const auto damaged = lengthOfNext(rest)) {
        rest = rest.sliced(lengthSize + *damaged + frameDigestSize);
        takeCommands(rest, content.commands);
    }
    content.isDamaged = content.commands.size() > goodCommands;
    return content;
}

} // namespace everbounce
