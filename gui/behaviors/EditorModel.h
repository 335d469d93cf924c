// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/NodeView.h"
#include "engine/node/view/ScriptsInterface.h"

#include <QObject>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

namespace everbounce {

/// A script that somebody writes in the window: the node flies its text ahead a moment after it was changed,
/// and saves it when asked to. Lives on the main thread.
class EditorModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with the window.")
    /// While it is, the text is flown ahead.
    Q_PROPERTY(bool open READ isOpen WRITE setOpen NOTIFY openChanged FINAL)
    Q_PROPERTY(QString name READ name WRITE setName NOTIFY nameChanged FINAL)
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY textChanged FINAL)
    /// What became of the text: a sentence; whether it is a problem, and the line where it is, 0 for none.
    Q_PROPERTY(QString told MEMBER m_told NOTIFY toldChanged FINAL)
    Q_PROPERTY(bool failed MEMBER m_failed NOTIFY toldChanged FINAL)
    Q_PROPERTY(int line MEMBER m_line NOTIFY toldChanged FINAL)
    Q_PROPERTY(bool canGoBack MEMBER m_canGoBack NOTIFY versionChanged FINAL)
    Q_PROPERTY(QStringList templates READ templates CONSTANT FINAL)
    /// Names of the scripts that can be looked at.
    Q_PROPERTY(QStringList scripts MEMBER m_scripts NOTIFY scriptsChanged FINAL)
public:
    explicit EditorModel(QObject *parent = nullptr);

    /// Writes at this node from now on, by queued connections; the former one is gone.
    void attach(ScriptsInterface *scripts);

    bool isOpen() const { return m_open; }
    void setOpen(bool open);
    QString name() const { return m_name; }
    void setName(const QString &name);
    QString text() const { return m_text; }
    void setText(const QString &text);
    static QStringList templates();

    Q_INVOKABLE void beginTemplate(const QString &name);
    Q_INVOKABLE void beginScript(const QString &name);
    /// Saves it, and has it selected.
    Q_INVOKABLE void fly();
    Q_INVOKABLE void goBack();

    /// Where the text flies; empty if it does not.
    const Track &path() const { return m_path; }

    /// The path was flown to its end: it is flown anew from where the ball is now.
    void renew();

public Q_SLOTS:
    void setView(const everbounce::ClusterView &view);

Q_SIGNALS:
    /// For the node.
    void previewWanted(quint64 request, const QString &viewer, const QByteArray &text);
    void editWanted(quint64 request, const everbounce::ScriptOrder &order);

    /// A script was saved, and is to be selected.
    void selectionWanted(const QString &name);

    void openChanged();
    void nameChanged();
    void textChanged();
    void toldChanged();
    void versionChanged();
    void scriptsChanged();
    void pathChanged();

private:
    void previewSoon(std::chrono::milliseconds pause);
    void preview();
    void onPreviewed(quint64 request, const ScriptPreview &preview);
    void edit(ScriptOrder::Kind kind, const QString &name);
    void onEdited(quint64 request, const ScriptAnswer &script);
    void take(const QString &name, const QString &text);
    void tell(const QString &sentence, bool failed = false, int line = 0);
    /// What became of a press stays until something is changed; only a script that was saved and fails is
    /// news.
    void answer(const QString &sentence, bool failed = false);
    void setPath(const Track &path);
    void setVersion(const ScriptAnswer &script);
    void lookAtTrial(const ClusterView &view);

    QString m_name;
    QString m_text;
    QString m_told;
    QStringList m_scripts;
    QByteArray m_version; ///< of the script that the text was read from, or saved as; empty: of none
    QTimer m_pause;
    Track m_path;
    QString m_flown;        ///< the text that is under way
    ScriptOrder m_order;    ///< the last one
    QString m_saved;        ///< this was, and how its trial ends is not known yet
    bool m_isTried = false; ///< its trial has begun
    quint64 m_preview = 0;  ///< under way; 0: none is
    quint64 m_edit = 0;
    quint64 m_request = 0;
    int m_line = 0;
    bool m_open = false;
    bool m_failed = false;
    bool m_answered = false; ///< the sentence says what became of a press, and nothing was changed since
    bool m_canGoBack = false;
};

} // namespace everbounce
