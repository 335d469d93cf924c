// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/OperatorToken.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace everbounce {
namespace {

constexpr qsizetype shortest = 16;
constexpr qsizetype longest = 1024;

constexpr QFileDevice::Permissions ofOthers =
    QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;

OperatorTokenFile failed(const QString &path, const QString &why)
{
    return {{}, QStringLiteral("The operator token file %1 %2").arg(path, why)};
}

bool isVisible(char c)
{
    return c > ' ' && c < 0x7f;
}

} // namespace

OperatorTokenFile readOperatorToken(const QString &path)
{
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return failed(path, QStringLiteral("cannot be read; make one, of mode 0600."));
    if (file.permissions() & ofOthers)
        return failed(path, QStringLiteral("is open to others; run chmod 600 on it."));
    const QByteArray token = file.read(2 * longest).trimmed();
    if (token.size() < shortest || token.size() > longest)
        return failed(path,
                      QStringLiteral("must hold a token of %1 to %2 characters.").arg(shortest).arg(longest));
    if (!std::all_of(token.begin(), token.end(), isVisible))
        return failed(path, QStringLiteral("must hold one token, of visible ASCII characters."));
    return {token, {}};
}

} // namespace everbounce
