// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/behaviors/ScriptText.h"

#include <QCryptographicHash>
#include <QStringDecoder>

namespace everbounce {
namespace {

bool isUtf8(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    [[maybe_unused]] const QString text = decoder(bytes);
    return !decoder.hasError();
}

} // namespace

ScriptText makeScript(const QString &name, const QByteArray &source)
{
    return {{name, QCryptographicHash::hash(source, QCryptographicHash::Sha256).toHex()}, source};
}

QString problemOfScript(const QByteArray &source)
{
    if (source.size() > maxScriptBytes)
        return QStringLiteral("it is larger than 64 KiB");
    if (!isUtf8(source))
        return QStringLiteral("it is not valid UTF-8");
    return {};
}

} // namespace everbounce
