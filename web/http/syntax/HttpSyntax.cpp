// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http/syntax/HttpSyntax.h"

#include <algorithm>

namespace everbounce::syntax {
namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool isOneOf(char c, QByteArrayView set)
{
    return set.contains(c);
}

bool isTokenChar(char c)
{
    return isDigit(c) || isLetter(c) || isOneOf(c, "!#$%&'*+-.^_`|~");
}

/// Unreserved characters and sub-delimiters of RFC 3986, and those in `more`; or an escape with two hex
/// digits.
bool consistsOf(QByteArrayView text, QByteArrayView more)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '%') {
            if (text.size() - i < 3 || !isHexDigit(text[i + 1]) || !isHexDigit(text[i + 2]))
                return false;
            i += 2;
        } else if (!isDigit(c) && !isLetter(c) && !isOneOf(c, "-._~!$&'()*+,;=") && !isOneOf(c, more)) {
            return false;
        }
    }
    return true;
}

/// The length of the quoted string at the beginning of the text; 0 if there is none.
qsizetype quotedLength(QByteArrayView text)
{
    if (!text.startsWith('"'))
        return 0;
    for (qsizetype i = 1; i < text.size(); ++i) {
        if (text[i] == '"')
            return i + 1;
        if (text[i] == '\\')
            ++i;
    }
    return 0;
}

qsizetype tokenLength(QByteArrayView text)
{
    return std::find_if_not(text.begin(), text.end(), isTokenChar) - text.begin();
}

qsizetype spaceLength(QByteArrayView text)
{
    return std::find_if_not(text.begin(), text.end(), [](char c) { return c == ' ' || c == '\t'; }) -
           text.begin();
}

enum class Value { Needed, Optional };

/// Removes "; NAME = VALUE" from the beginning of the text; false, with nothing removed, if it begins
/// otherwise.
bool takeParameter(QByteArrayView &text, Value value)
{
    QByteArrayView rest = text.sliced(spaceLength(text));
    if (!rest.startsWith(';'))
        return false;
    rest = rest.sliced(1 + spaceLength(rest.sliced(1)));
    const qsizetype name = tokenLength(rest);
    if (name == 0)
        return false;
    rest = rest.sliced(name);
    const QByteArrayView behind = rest.sliced(spaceLength(rest));
    if (behind.startsWith('=')) {
        rest = behind.sliced(1 + spaceLength(behind.sliced(1)));
        const qsizetype length = std::max(tokenLength(rest), quotedLength(rest));
        if (length == 0)
            return false;
        rest = rest.sliced(length);
    } else if (value == Value::Needed) {
        return false;
    }
    text = rest;
    return true;
}

} // namespace

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && tokenLength(text) == text.size();
}

QByteArrayView trimmed(QByteArrayView text)
{
    text = text.sliced(spaceLength(text));
    while (text.endsWith(' ') || text.endsWith('\t'))
        text.chop(1);
    return text;
}

bool isOriginForm(QByteArrayView text)
{
    return text.startsWith('/') && consistsOf(text, ":@/?");
}

bool isPlainPath(QByteArrayView target)
{
    const QByteArray path =
        target.first(std::find(target.begin(), target.end(), '?') - target.begin()).toByteArray();
    for (qsizetype at = path.indexOf('%'); at >= 0; at = path.indexOf('%', at + 1)) {
        const QByteArray escaped = QByteArray::fromHex(path.mid(at + 1, 2));
        if (escaped.size() == 1 &&
            (isDigit(escaped[0]) || isLetter(escaped[0]) || isOneOf(escaped[0], "-._/\\")))
            return false;
    }
    return !(path + '/').contains("/./") && !(path + '/').contains("/../");
}

QByteArray withoutZone(QByteArrayView host)
{
    const qsizetype end = host.indexOf(']');
    const qsizetype zone = host.first(std::max<qsizetype>(end, 0)).indexOf('%');
    if (!host.startsWith('[') || zone < 0)
        return host.toByteArray();
    return host.first(zone).toByteArray() + host.sliced(end).toByteArray();
}

bool isHost(QByteArrayView text)
{
    qsizetype end = 0;
    if (text.startsWith('[')) {
        end = text.indexOf(']') + 1;
        if (end < 3 || !consistsOf(text.sliced(1, end - 2), ":"))
            return false;
    } else {
        const qsizetype colon = text.indexOf(':');
        end = colon < 0 ? text.size() : colon;
        if (!consistsOf(text.first(end), {}))
            return false;
    }
    const QByteArrayView port = text.sliced(end);
    return port.isEmpty() || (port[0] == ':' && std::all_of(port.begin() + 1, port.end(), isDigit));
}

bool isNumber(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isDigit);
}

bool isChunkExtension(QByteArrayView text)
{
    while (!text.isEmpty()) {
        if (!takeParameter(text, Value::Optional))
            return false;
    }
    return true;
}

QByteArrayList transferCodings(QByteArrayView text)
{
    QByteArrayList codings;
    for (;; text = text.sliced(1)) { // after the comma
        text = text.sliced(spaceLength(text));
        const qsizetype name = tokenLength(text);
        if (name == 0)
            return {};
        QByteArray coding = text.first(name).toByteArray().toLower();
        text = text.sliced(name);
        const bool hasParameters = takeParameter(text, Value::Needed);
        while (takeParameter(text, Value::Needed)) {
        }
        codings.append(hasParameters ? coding + ';' : coding);
        text = text.sliced(spaceLength(text));
        if (text.isEmpty())
            return codings;
        if (text[0] != ',')
            return {};
    }
}

bool equalsIgnoringCase(QByteArrayView a, QByteArrayView b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

QByteArrayList listOf(QByteArrayView text)
{
    QByteArrayList members;
    while (!text.isNull()) {
        const qsizetype comma = text.indexOf(',');
        const QByteArrayView member = trimmed(comma < 0 ? text : text.first(comma));
        if (!member.isEmpty())
            members.append(member.toByteArray().toLower());
        if (comma < 0)
            break;
        text = text.sliced(comma + 1);
    }
    return members;
}

} // namespace everbounce::syntax
