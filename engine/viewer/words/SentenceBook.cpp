// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/viewer/words/SentenceBook.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace everbounce::words {
namespace {

constexpr int deepest = 8; // a reason in a sentence may have a reason in it

bool isNumber(const QString &text)
{
    static const QRegularExpression number(QStringLiteral("\\A-?[0-9]+(\\.[0-9]+)?( ms| s)?\\z"));
    return number.match(text).hasMatch();
}

QString withComma(QString number)
{
    if (const qsizetype point = number.indexOf(u'.'); point >= 0)
        number[point] = u',';
    return number;
}

} // namespace

// ---- Lists -----------------------------------------------------------------------------------------------

bool SentenceBook::add(const QByteArray &list)
{
    const bool isPart = list.contains("export const parts = {");
    const qsizetype begin = list.indexOf(" = {") + 3;
    const qsizetype end = list.lastIndexOf("};") + 1;
    const QJsonObject entries = QJsonDocument::fromJson(list.mid(begin, end - begin)).object();
    for (auto entry = entries.begin(); entry != entries.end(); ++entry) {
        const Form form = formOf(entry.key(), entry->toString(), isPart);
        insert(form.leads == Lead::None ? m_plain : m_leading, form);
    }
    return !entries.isEmpty();
}

SentenceBook::Form SentenceBook::formOf(const QString &english, const QString &other, bool isPart)
{
    static const QRegularExpression hole(QStringLiteral("%([1-9])"));
    Form form{.english = english, .other = other, .isPart = isPart};
    qsizetype begin = 0;
    for (auto holes = hole.globalMatch(english); holes.hasNext();) {
        const auto match = holes.next();
        form.around << english.mid(begin, match.capturedStart() - begin);
        form.holes << match.captured(1).front();
        begin = match.capturedEnd();
    }
    form.around << english.mid(begin);
    for (const QString &text : form.around)
        form.length += text.size();
    if (english.startsWith(QLatin1String("%1")) && other.startsWith(QLatin1String("{1}")))
        form.leads = Lead::Sentence;
    else if (english.startsWith(QLatin1String("%1")) && other.startsWith(QLatin1String("{1,}")))
        form.leads = Lead::Number;
    return form;
}

void SentenceBook::insert(QList<Form> &forms, const Form &form)
{
    const auto place = std::ranges::find_if(forms, [&form](const Form &other) {
        return other.length < form.length || (other.length == form.length && other.english > form.english);
    });
    forms.insert(place, form);
}

// ---- Readings --------------------------------------------------------------------------------------------

/// Nothing if the text is of another form. Each hole has something in it: a sentence that leads as much as
/// possible, everything else as little as possible.
std::optional<SentenceBook::Filling> SentenceBook::fillingOf(const Form &form, const QString &sent)
{
    const qsizetype last = form.holes.size();
    if (last == 0)
        return sent == form.around[0] ? std::optional(Filling()) : std::nullopt;
    if (!sent.startsWith(form.around[0]) || !sent.endsWith(form.around[last]))
        return std::nullopt;
    Filling filling;
    qsizetype begin = form.around[0].size();
    for (qsizetype i = 0; i < last; ++i) {
        const QString &next = form.around[i + 1];
        const qsizetype latest = sent.size() - form.length - (last - 1);
        qsizetype end = sent.indexOf(next, begin + 1);
        if (i + 1 == last)
            end = sent.size() - next.size();
        else if (form.leads == Lead::Sentence && i == 0)
            end = latest > 0 ? sent.lastIndexOf(next, latest) : -1;
        if (end <= begin)
            return std::nullopt;
        filling[form.holes[i]] = sent.mid(begin, end - begin);
        begin = end + next.size();
    }
    return filling;
}

QString SentenceBook::read(const QString &sent) const
{
    return read(sent, false, deepest);
}

QString SentenceBook::read(const QString &sent, bool isInside, int depth) const
{
    const auto readBy = [&](const QList<Form> &forms, bool isStrict) {
        for (const Form &form : forms) {
            const auto filling = form.isPart && !isInside ? std::nullopt : fillingOf(form, sent);
            if (filling && (!isStrict || isKnown(form.leads, filling->value(u'1'), depth)))
                return fill(form, *filling, depth);
        }
        return QString();
    };
    QString told = readBy(m_leading, true);
    if (told.isNull())
        told = readBy(m_plain, false);
    return told.isNull() ? readBy(m_leading, false) : told;
}

QString SentenceBook::readInside(const QString &sent, int depth) const
{
    return depth > 0 ? read(sent, true, depth - 1) : QString();
}

bool SentenceBook::isKnown(Lead lead, const QString &sent, int depth) const
{
    return lead == Lead::Number ? isNumber(sent) : !readInside(sent, depth).isNull();
}

QString SentenceBook::fill(const Form &form, const Filling &filling, int depth) const
{
    static const QRegularExpression hole(QStringLiteral("%([1-9])|\\{([1-9])([,+]?)\\}"));
    QString told = QStringLiteral("");
    qsizetype begin = 0;
    for (auto holes = hole.globalMatch(form.other); holes.hasNext();) {
        const auto match = holes.next();
        told += form.other.mid(begin, match.capturedStart() - begin);
        begin = match.capturedEnd();
        if (match.hasCaptured(1))
            told += filling.value(match.captured(1).front());
        else
            told += toldIn(match.captured(3), filling.value(match.captured(2).front()), depth);
    }
    return told + form.other.mid(begin);
}

/// What is in a hole that is not kept as it came.
QString SentenceBook::toldIn(const QString &how, const QString &sent, int depth) const
{
    if (how == QLatin1String(","))
        return withComma(sent);
    QStringList told;
    const QLatin1String comma(", ");
    for (const QString &part : how.isEmpty() ? QStringList{sent} : sent.split(comma)) {
        const QString inside = readInside(part, depth);
        told << (inside.isNull() ? part : inside);
    }
    return told.join(comma);
}

} // namespace everbounce::words
