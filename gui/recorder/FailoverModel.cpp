// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/recorder/FailoverModel.h"

#include "engine/viewer/failover/FailoverDrawing.h"
#include "engine/viewer/words/SentenceWords.h"
#include "engine/viewer/words/Words.h"

#include <QDir>
#include <QSaveFile>
#include <QStandardPaths>

namespace everbounce {

QString FailoverModel::headline() const
{
    return m_view ? words::sentenceOf(m_view->headline)
                  : tr("No living node knows how term %1 began.").arg(m_term);
}

QStringList FailoverModel::times() const
{
    QStringList times;
    for (const FailoverLine &line : m_view ? m_view->lines : QList<FailoverLine>())
        times << tr("%1 ms").arg(words::fixed(line.ms, 1));
    return times;
}

QStringList FailoverModel::sentences() const
{
    QStringList sentences;
    for (const FailoverLine &line : m_view ? m_view->lines : QList<FailoverLine>())
        sentences << words::sentenceOf(line.text);
    return sentences;
}

QString FailoverModel::drawn() const
{
    if (!m_view || !m_recorder)
        return {};
    const std::optional<double> stall = m_recorder->recorder().stallAround(m_term);
    if (!stall)
        return tr("This window was not shown then.");
    return qRound(*stall) == 0
               ? tr("This window drew no stall in that time.")
               : tr("Largest stall that this window drew in that time: %1.").arg(words::milliseconds(*stall));
}

QString FailoverModel::missing() const
{
    if (!m_view || m_view->missing.isEmpty())
        return {};
    return tr("%1 did not answer in time, so its part is missing.")
        .arg(m_view->missing.join(QStringLiteral(", ")));
}

void FailoverModel::ask(quint64 term)
{
    m_awaited = term;
    Q_EMIT wanted(term);
}

QUrl FailoverModel::drawing(bool dark) const
{
    if (!m_view)
        return {};
    return QUrl(QStringLiteral("data:image/svg+xml;base64,") +
                QString::fromLatin1(drawFailover(*m_view, dark, words::sentenceOf).toBase64()));
}

QString FailoverModel::save(bool dark) const
{
    if (!m_view)
        return {};
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::PicturesLocation));
    QSaveFile file(folder.filePath(QStringLiteral("failover-%1.svg").arg(m_term)));
    const QByteArray bytes = drawFailover(*m_view, dark);
    const bool saved = folder.mkpath(QStringLiteral(".")) && file.open(QIODevice::WriteOnly) &&
                       file.write(bytes) == bytes.size() && file.flush() && file.commit();
    return saved ? tr("Saved as %1.").arg(file.fileName())
                 : tr("Cannot write %1: %2.").arg(file.fileName(), file.errorString());
}

void FailoverModel::take(quint64 term, const std::optional<FailoverView> &view)
{
    if (term != m_awaited)
        return;
    m_awaited = 0;
    m_term = term;
    m_view = view;
    Q_EMIT told();
}

} // namespace everbounce
