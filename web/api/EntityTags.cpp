// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/EntityTags.h"

#include <QRegularExpression>

namespace everbounce {

std::optional<QList<QByteArray>> readEntityTags(const QByteArray &field, TagComparison comparison)
{
    // A comma may be part of a tag, so the field is read from left to right.
    static const QRegularExpression next(
        QStringLiteral("\\G[ \\t]*(?:(W/)?\"([\\x21\\x23-\\x7e\\x80-\\xff]*)\")?[ \\t]*(?:,|$)"));
    if (field.trimmed() == "*")
        return QList<QByteArray>{"*"};
    const QString text = QString::fromLatin1(field);
    QList<QByteArray> tags;
    bool hasAny = false;
    for (qsizetype at = 0; at < text.size();) {
        const auto match = next.match(text, at);
        if (!match.hasMatch() || match.capturedLength() == 0)
            return std::nullopt;
        at = match.capturedEnd();
        if (match.capturedStart(2) < 0)
            continue; // an empty place in the list
        hasAny = true;
        if (match.capturedLength(1) == 0 || comparison == TagComparison::Weak)
            tags.append(match.captured(2).toLatin1());
    }
    return hasAny ? std::optional(tags) : std::nullopt;
}

} // namespace everbounce
