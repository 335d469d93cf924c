// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/access/tokens/OperatorToken.h"

#include "engine/base/files/OutsideFile.h"

#include <algorithm>
#include <utility>

namespace everbounce {
namespace {

constexpr qsizetype shortest = 16;
constexpr qsizetype longest = 1024;

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
    OutsideFile file(path);
    if (!file.isOpen())
        return failed(path,
                      QStringLiteral("cannot be used: %1; make one, of mode 0600.").arg(file.problem()));
    if (file.grants(S_IRWXG | S_IRWXO))
        return failed(path, QStringLiteral("is open to others; run chmod 600 on it."));
    if (const QString ways = waysToReplace(path); !ways.isEmpty())
        return failed(path, QStringLiteral("can be replaced: %1.").arg(ways));
    const QByteArray token = file.read(2 * longest).value_or(QByteArray()).trimmed();
    if (token.size() < shortest || token.size() > longest)
        return failed(path,
                      QStringLiteral("must hold a token of %1 to %2 characters.").arg(shortest).arg(longest));
    if (!std::all_of(token.begin(), token.end(), isVisible))
        return failed(path, QStringLiteral("must hold one token, of visible ASCII characters."));
    return {token, {}};
}

OperatorTokenRenewal::OperatorTokenRenewal(const QString &path)
    : m_path(path)
    , m_read(path.isEmpty() ? FilePrint() : FilePrint::at(path))
    , m_seen(m_read)
{
}

/// What changed since the last look may not be whole yet.
std::optional<OperatorTokenFile> OperatorTokenRenewal::look()
{
    if (m_path.isEmpty())
        return std::nullopt;
    const FilePrint now = FilePrint::at(m_path);
    const bool isSettled = std::exchange(m_seen, now) == now;
    if (!isSettled || now == m_read)
        return std::nullopt;
    m_read = now;
    return readOperatorToken(m_path);
}

} // namespace everbounce
