// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QString>

#include <optional>

namespace everbounce::words {

/// Sentences as nodes send them, and what they are in another language. Pure; the page reads the same lists
/// in the same way (web/page/sent/sentence-book.js).
///
/// In the English ones "%1" to "%9" stand for what changes. In the others "%1" is that as it came; "{1}" is
/// that translated as well, if it is known; "{1+}" is a list of such; and "{1,}" is a number with a decimal
/// comma. Where several forms fit, the longest counts; but what begins with another sentence that is known,
/// or with a number, is read as that and the rest.
class SentenceBook
{
public:
    /// Takes a list as the page has it: JSON but for its first and last line, which say whether it is of
    /// `sentences` or of `parts`, which are known only inside of others. False if it is none.
    bool add(const QByteArray &list);

    bool isEmpty() const { return m_leading.isEmpty() && m_plain.isEmpty(); }

    /// The text in the other language; null if it is not known.
    QString read(const QString &sent) const;

private:
    enum class Lead { None, Sentence, Number };
    struct Form
    {
        QString english;
        QString other;      ///< in the other language
        QStringList around; ///< of the English one: the texts before, between and behind its holes
        QList<QChar> holes;
        qsizetype length = 0; ///< without what is in the holes
        Lead leads = Lead::None;
        bool isPart = false;
    };
    using Filling = QHash<QChar, QString>; ///< what is in the holes

    static Form formOf(const QString &english, const QString &other, bool isPart);
    static void insert(QList<Form> &forms, const Form &form);
    static std::optional<Filling> fillingOf(const Form &form, const QString &sent);

    QString read(const QString &sent, bool isInside, int depth) const;
    QString readInside(const QString &sent, int depth) const;
    bool isKnown(Lead lead, const QString &sent, int depth) const;
    QString fill(const Form &form, const Filling &filling, int depth) const;
    QString toldIn(const QString &how, const QString &sent, int depth) const;

    QList<Form> m_leading; ///< the longest first
    QList<Form> m_plain;
};

} // namespace everbounce::words
