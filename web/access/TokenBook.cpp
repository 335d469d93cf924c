// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/access/TokenBook.h"

#include "engine/base/OutsideFile.h"
#include "engine/base/Printable.h"
#include "engine/base/SafeFile.h"
#include "engine/cluster/link/PrivateFile.h"
#include "engine/cluster/pairing/PairingKeys.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <sodium.h>

namespace everbounce {
namespace {

constexpr qint64 mostBytes = 64 * 1024;
constexpr qsizetype mostName = 64;
constexpr qsizetype tokenBytes = 32;
constexpr qsizetype digestBytes = 32;
constexpr qsizetype idBytes = 4;
constexpr qsizetype bookIdBytes = 8;

/// The token is random, so a fast digest keeps it as well as a slow one.
QByteArray tokenDigest(const QByteArray &text)
{
    return pairingDigest("everbounce token", {text});
}

std::optional<IssuedToken> readToken(const QJsonObject &object)
{
    // A book of an earlier version knows no roles: everybody was an operator.
    const QString role = object.value(QLatin1String("role")).toString(nameOf(Role::Operator));
    const IssuedToken token{object.value(QLatin1String("id")).toString(),
                            printable(object.value(QLatin1String("name")).toString(), mostName),
                            object.value(QLatin1String("until")).toInteger(),
                            QByteArray::fromHex(object.value(QLatin1String("digest")).toString().toLatin1()),
                            roleOf(role).value_or(Role::Viewer),
                            object.value(QLatin1String("link")).toBool(),
                            object.value(QLatin1String("opensUntil")).toInteger()};
    return !token.id.isEmpty() && token.digest.size() == digestBytes ? std::optional(token) : std::nullopt;
}

bool isGood(const IssuedToken &token, qint64 now)
{
    const bool isStale = token.isLink && token.opensUntil != 0 && token.opensUntil <= now;
    return token.until > now && !isStale;
}

} // namespace

TokenBook::Added TokenBook::add(const QString &name, qint64 seconds, Role role)
{
    return append({.name = name, .until = QDateTime::currentSecsSinceEpoch() + seconds, .role = role});
}

TokenBook::Added TokenBook::addLink(const QString &name, qint64 opensFor, qint64 seconds, Role role)
{
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    return append(
        {.name = name, .until = now + seconds, .role = role, .isLink = true, .opensUntil = now + opensFor});
}

TokenBook::Added TokenBook::append(IssuedToken token)
{
    QList<IssuedToken> all = list();
    if (m_file.isEmpty() || all.size() >= most)
        return {{}, {}, QStringLiteral("There is no room for another token; revoke one first.")};
    const QByteArray text =
        randomBytes(tokenBytes).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    token.id = QString::fromLatin1(randomBytes(idBytes).toHex());
    token.name = printable(token.name, mostName);
    token.digest = tokenDigest(text);
    all << token;
    const QString problem = write(all);
    return {token, problem.isEmpty() ? text : QByteArray(), problem};
}

QByteArray TokenBook::id()
{
    refresh();
    if (m_id.isEmpty() && !m_file.isEmpty())
        write(m_tokens);
    return m_id;
}

bool TokenBook::revoke(const QString &id, QString *problem)
{
    QList<IssuedToken> all = list();
    if (all.removeIf([&](const IssuedToken &token) { return token.id == id; }) == 0)
        return false;
    *problem = write(all);
    return true;
}

QList<IssuedToken> TokenBook::list()
{
    refresh();
    QList<IssuedToken> good = m_tokens;
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    good.removeIf([now](const IssuedToken &token) { return !isGood(token, now); });
    return good;
}

std::optional<IssuedToken> TokenBook::find(const QByteArray &text)
{
    const auto found = withText(text);
    return found && !found->isLink ? found : std::nullopt;
}

std::optional<IssuedToken> TokenBook::redeem(const QByteArray &text, QString *problem)
{
    const auto found = withText(text);
    if (!found || !found->isLink || found->opensUntil == 0)
        return std::nullopt;
    QList<IssuedToken> all = list();
    for (IssuedToken &token : all) {
        if (token.id == found->id)
            token.opensUntil = 0;
    }
    *problem = write(all);
    return problem->isEmpty() ? found : std::nullopt;
}

std::optional<IssuedToken> TokenBook::withText(const QByteArray &text)
{
    const QByteArray digest = tokenDigest(text);
    std::optional<IssuedToken> found;
    for (const IssuedToken &token : list()) {
        if (sodium_memcmp(token.digest.constData(), digest.constData(), digestBytes) == 0)
            found = token;
    }
    return found;
}

/// Another node of this user may have changed the file. One that others could have written counts as empty.
void TokenBook::refresh()
{
    const QDateTime changed = m_file.isEmpty() ? QDateTime() : QFileInfo(m_file).lastModified();
    if (changed == m_readAt)
        return;
    m_readAt = changed;
    m_tokens.clear();
    OutsideFile file(m_file);
    if (!file.isOpen() || file.grants(S_IRWXG | S_IRWXO) || !waysToReplace(m_file).isEmpty())
        return;
    const QJsonDocument book = QJsonDocument::fromJson(file.read(mostBytes).value_or(QByteArray()));
    m_id = QByteArray::fromHex(book.object().value(QLatin1String("book")).toString().toLatin1());
    const QJsonArray all =
        book.isArray() ? book.array()
                       : book.object().value(QLatin1String("tokens")).toArray(); // of an earlier version
    for (const QJsonValue &value : all) {
        if (const auto token = readToken(value.toObject()); token && m_tokens.size() < most)
            m_tokens << *token;
    }
}

QString TokenBook::write(const QList<IssuedToken> &tokens)
{
    if (m_id.size() != bookIdBytes)
        m_id = randomBytes(bookIdBytes);
    QJsonArray all;
    for (const IssuedToken &token : tokens)
        all << QJsonObject{{QStringLiteral("id"), token.id},
                           {QStringLiteral("name"), token.name},
                           {QStringLiteral("role"), nameOf(token.role)},
                           {QStringLiteral("until"), token.until},
                           {QStringLiteral("link"), token.isLink},
                           {QStringLiteral("opensUntil"), token.opensUntil},
                           {QStringLiteral("digest"), QString::fromLatin1(token.digest.toHex())}};
    createPrivateFolderOf(m_file);
    const QJsonObject book{{QStringLiteral("book"), QString::fromLatin1(m_id.toHex())},
                           {QStringLiteral("tokens"), all}};
    if (const QString why = replaceFile(m_file, QJsonDocument(book).toJson()); !why.isEmpty())
        return QStringLiteral("%1 cannot be written: %2.").arg(m_file, why);
    m_readAt = QFileInfo(m_file).lastModified();
    m_tokens = tokens;
    return {};
}

} // namespace everbounce
