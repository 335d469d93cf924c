// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/behaviors/Description.h"

#include "engine/base/Printable.h"

#include <QRegularExpression>
#include <QStringList>

#include <optional>

namespace everbounce {
namespace {

constexpr qsizetype longest = 160;
constexpr qsizetype lookedAt = 4096; ///< bytes of a script
constexpr QLatin1String failing("Made to fail: ");

/// The text of a comment line; nothing if it is none.
std::optional<QString> commentOf(const QString &line)
{
    static const QRegularExpression marks(QStringLiteral("^\\s*(?://|/?\\*+)/?\\s*(.*?)\\s*(?:\\*/)?\\s*$"));
    const auto match = marks.match(line);
    return match.hasMatch() ? std::optional(match.captured(1)) : std::nullopt;
}

/// Up to the full stop that ends it.
QString firstSentence(const QString &text)
{
    static const QRegularExpression end(QStringLiteral("[.!?](?=\\s|$)"));
    const auto match = end.match(text);
    return match.hasMatch() ? text.left(match.capturedEnd()) : text;
}

/// Ends at a word, and says that there was more.
QString shortened(const QString &text)
{
    if (text.size() <= longest)
        return text;
    const qsizetype end = text.lastIndexOf(u' ', longest - 1);
    return text.left(end > 0 ? end : longest - 1) + u'…';
}

} // namespace

BehaviorDescription describedBy(const QString &sentence)
{
    const QString line = sentence.simplified();
    const bool fails = line.startsWith(failing);
    QString text = fails ? line.sliced(failing.size()) : line;
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return {printable(shortened(text), longest), fails};
}

BehaviorDescription descriptionOf(const QByteArray &script)
{
    QStringList said;
    for (const QString &line : QString::fromUtf8(script.left(lookedAt)).split(u'\n')) {
        const auto comment = commentOf(line);
        if (!comment && !line.trimmed().isEmpty())
            break; // code
        const QString text = comment.value_or(QString());
        if (!text.isEmpty() && !text.startsWith(QLatin1String("SPDX-")))
            said.append(text);
        else if (!said.isEmpty())
            break; // a paragraph is enough
    }
    return describedBy(firstSentence(said.join(u' ')));
}

} // namespace everbounce
