// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/access/tokens/TokenBook.h"

#include "engine/base/Printable.h"
#include "engine/base/files/FileLock.h"
#include "engine/base/files/OutsideFile.h"
#include "engine/base/files/PrivateFile.h"
#include "engine/base/files/SafeFile.h"
#include "engine/base/secrets/Secrets.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <utility>

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
    return digestOf("everbounce token", {text});
}

std::optional<IssuedToken> readToken(const QJsonObject &object)
{
    // A book of an earlier version knows no roles: everybody was an operator. Nor had it links. Whatever else
    // is there gives no more than it says.
    const QJsonValue role = object.value(QLatin1String("role")), link = object.value(QLatin1String("link"));
    const IssuedToken token{object.value(QLatin1String("id")).toString(),
                            printable(object.value(QLatin1String("name")).toString(), mostName),
                            object.value(QLatin1String("until")).toInteger(),
                            QByteArray::fromHex(object.value(QLatin1String("digest")).toString().toLatin1()),
                            role.isUndefined() ? Role::Operator
                                               : roleOf(role.toString()).value_or(Role::Viewer),
                            !link.isUndefined() && link.toBool(true),
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
    return append({.name = name, .until = QDateTime::currentSecsSinceEpoch() + seconds, .role = role},
                  [](const IssuedToken &) { return false; });
}

TokenBook::Added TokenBook::addLink(const QString &name, qint64 opensFor, qint64 seconds, Role role)
{
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    return append(
        {.name = name, .until = now + seconds, .role = role, .isLink = true, .opensUntil = now + opensFor},
        [&](const IssuedToken &other) {
            return other.isLink && other.opensUntil != 0 && other.role == role && other.name == name;
        });
}

TokenBook::Added TokenBook::append(IssuedToken token, const Which &replaced)
{
    const QByteArray text =
        randomBytes(tokenBytes).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    token.id = QString::fromLatin1(randomBytes(idBytes).toHex());
    token.name = printable(token.name, mostName);
    token.digest = tokenDigest(text);
    bool hasRoom = false;
    const QString problem = change([&](QList<IssuedToken> &all) {
        all.removeIf(replaced);
        hasRoom = all.size() < most;
        all << token;
        return hasRoom;
    });
    if (problem.isEmpty() && !hasRoom)
        return {{}, {}, QStringLiteral("There is no room for another token; revoke one first.")};
    return {token, problem.isEmpty() ? text : QByteArray(), problem};
}

/// If it cannot be written, it lasts for this run only.
QByteArray TokenBook::id()
{
    refresh();
    if (m_id.isEmpty() && !m_file.isEmpty()) {
        m_id = randomBytes(bookIdBytes);
        change([](QList<IssuedToken> &) { return true; });
    }
    return m_id;
}

bool TokenBook::revoke(const QString &id, QString *problem)
{
    bool isThere = false;
    *problem = change([&](QList<IssuedToken> &all) {
        isThere = all.removeIf([&](const IssuedToken &token) { return token.id == id; }) > 0;
        return isThere;
    });
    return isThere || !problem->isEmpty();
}

QList<IssuedToken> TokenBook::list()
{
    refresh();
    return goodOnes();
}

QList<IssuedToken> TokenBook::goodOnes() const
{
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
    bool isFirst = false; // another node may have had it in the meantime
    *problem = change([&](QList<IssuedToken> &all) {
        for (IssuedToken &token : all) {
            if (token.id == found->id)
                isFirst = std::exchange(token.opensUntil, 0) != 0;
        }
        return isFirst;
    });
    return isFirst && problem->isEmpty() ? found : std::nullopt;
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

/// Reads the file anew, changes what it holds and writes that, while no other node of this user does.
QString TokenBook::change(const Edit &edit)
{
    if (m_file.isEmpty())
        return QStringLiteral("This node keeps no tokens.");
    createPrivateFolderOf(m_file);
    const FileLock lock(m_file);
    if (!lock.isHeld())
        return QStringLiteral("%1 cannot be written: %2.").arg(m_file, lock.problem());
    read();
    QList<IssuedToken> all = goodOnes();
    if (!edit(all))
        return {};
    const QString problem = write(all);
    read();
    return problem;
}

/// Another node of this user may have changed the file.
void TokenBook::refresh()
{
    if (!m_file.isEmpty() && FilePrint::at(m_file) != m_read)
        read();
}

/// A file that others could have written counts as empty.
void TokenBook::read()
{
    OutsideFile file(m_file);
    m_read = FilePrint::of(file.status()); // not of another one that is there by now
    m_tokens.clear();
    if (!file.isOpen() || file.grants(S_IRWXG | S_IRWXO) || !waysToReplace(m_file).isEmpty())
        return;
    const QJsonDocument book = QJsonDocument::fromJson(file.read(mostBytes).value_or(QByteArray()));
    if (const auto id = QByteArray::fromHex(book[QLatin1String("book")].toString().toLatin1()); !id.isEmpty())
        m_id = id;
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
    const QJsonObject book{{QStringLiteral("book"), QString::fromLatin1(m_id.toHex())},
                           {QStringLiteral("tokens"), all}};
    if (const QString why = replaceFile(m_file, QJsonDocument(book).toJson()); !why.isEmpty())
        return QStringLiteral("%1 cannot be written: %2.").arg(m_file, why);
    if (const QString ways = waysToReplace(m_file); !ways.isEmpty())
        return QStringLiteral("%1 can be replaced: %2.").arg(m_file, ways);
    return {};
}

} // namespace everbounce
