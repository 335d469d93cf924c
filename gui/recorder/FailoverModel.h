// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/FailoverView.h"
#include "gui/recorder/RecorderModel.h"

#include <QObject>
#include <QPointer>
#include <QStringList>
#include <QUrl>
#include <QtQml/qqmlregistration.h>

namespace everbounce {

/// The story of a change of holder, for QML: asks the node, and keeps its last answer. Lives on the main
/// thread.
class FailoverModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with the window.")
    Q_PROPERTY(quint64 term READ term NOTIFY told FINAL)
    /// All of it in two or three sentences; if there is nothing, why.
    Q_PROPERTY(QString headline READ headline NOTIFY told FINAL)
    /// What happened and when, and the sentences for it.
    Q_PROPERTY(QStringList times READ times NOTIFY told FINAL)
    Q_PROPERTY(QStringList sentences READ sentences NOTIFY told FINAL)
    /// What this window drew in that time, in a sentence; empty if nothing is known of the change.
    Q_PROPERTY(QString drawn READ drawn NOTIFY told FINAL)
    /// Whose part is missing, in a sentence; empty if nobody's is.
    Q_PROPERTY(QString missing READ missing NOTIFY told FINAL)
    Q_PROPERTY(bool known READ isKnown NOTIFY told FINAL)
public:
    using QObject::QObject;

    quint64 term() const { return m_term; }
    QString headline() const;
    QStringList times() const;
    QStringList sentences() const;
    QString drawn() const;
    QString missing() const;
    bool isKnown() const { return m_view.has_value(); }

    /// Knows what this window drew.
    void setRecorder(const RecorderModel *recorder) { m_recorder = recorder; }

    /// Asks how the lease of this term came to its holder; told() follows.
    Q_INVOKABLE void ask(quint64 term);

    /// The drawing as the source of an Image; empty if there is none.
    Q_INVOKABLE QUrl drawing(bool dark) const;

    /// Writes the drawing into the user's folder for pictures. Returns a sentence about the result.
    Q_INVOKABLE QString save(bool dark) const;

public Q_SLOTS:
    /// The node's answer; ignored if it is not expected.
    void take(quint64 term, const std::optional<everbounce::FailoverView> &view);

Q_SIGNALS:
    /// To be handed to the node.
    void wanted(quint64 term);
    void told();

private:
    QPointer<const RecorderModel> m_recorder;
    quint64 m_awaited = 0;
    quint64 m_term = 0;
    std::optional<FailoverView> m_view;
};

} // namespace everbounce
