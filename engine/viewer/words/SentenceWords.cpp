// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/viewer/words/SentenceWords.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

namespace everbounce::words {

constexpr QLatin1String sentencesOfNodes("everbounce::words::sentences");

QString sentenceOf(const QString &sent)
{
    return QCoreApplication::translate(sentencesOfNodes.data(), sent.toUtf8().constData());
}

bool SentenceTranslator::loadLists(const QString &directory)
{
    m_book = {};
    for (const QFileInfo &list : QDir(directory).entryInfoList(QDir::Files)) {
        QFile file(list.filePath());
        if (!file.open(QIODevice::ReadOnly) || !m_book.add(file.readAll()))
            return false;
    }
    return !m_book.isEmpty();
}

QString SentenceTranslator::translate(const char *context, const char *source, const char *, int) const
{
    return QLatin1String(context) == sentencesOfNodes ? m_book.read(QString::fromUtf8(source)) : QString();
}

} // namespace everbounce::words
