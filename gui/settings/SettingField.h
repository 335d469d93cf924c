// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/SettingsInterface.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace everbounce {

/// One setting of the node as a field to write in, for QML: its name, or the port of its page. Lives on the
/// main thread.
class SettingField : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with the window.")
    /// What belongs in the field: what was chosen, or what was given. Empty: neither.
    Q_PROPERTY(QString text READ text NOTIFY textChanged FINAL)
    /// What it is where nothing is chosen.
    Q_PROPERTY(QString usual READ usual NOTIFY changed FINAL)
    Q_PROPERTY(bool fixed READ isFixed NOTIFY changed FINAL)
    /// One sentence: why it cannot be changed, what was wrong with the last wish, or what holds now.
    Q_PROPERTY(QString told READ told NOTIFY changed FINAL)
    /// That sentence is about the last wish.
    Q_PROPERTY(bool wrong READ isWrong NOTIFY changed FINAL)
public:
    enum class Kind { Name, Port };

    explicit SettingField(Kind kind, QObject *parent = nullptr)
        : QObject(parent)
        , m_kind(kind)
    {
    }

    QString text() const { return m_view.givenBy.isEmpty() ? m_view.chosen : m_view.inUse; }
    QString usual() const;
    bool isFixed() const { return m_isOthers || !m_view.givenBy.isEmpty(); }
    QString told() const;
    bool isWrong() const { return !m_problem.isEmpty(); }

    /// Asks for it, if it can be had; an empty text for the usual. No effect while a wish has no answer yet.
    Q_INVOKABLE void apply(const QString &text);

    /// Somebody changes the text: what was wrong with it is no news any more.
    Q_INVOKABLE void forget();

    void take(const NodeSettingView &view, bool isOthers, bool isBusy);

    /// Wishes of other fields have other numbers.
    void conclude(quint64 request, const QString &problem, bool isTaken);

    /// Says everything anew, in another language.
    void retranslate() { Q_EMIT changed(); }

Q_SIGNALS:
    void textChanged();
    void changed();

    /// For the program.
    void wanted(quint64 request, const QString &text);

private:
    QString problemOf(const QString &text) const;
    QString holdsNow() const;
    QString takenSentence() const;
    void setProblem(const QString &problem);

    Kind m_kind;
    NodeSettingView m_view;
    bool m_isOthers = false; ///< another window of this user has it
    bool m_isBusy = false;   ///< what was chosen could not be had at the start
    QString m_problem;
    quint64 m_wish = 0; ///< that has no answer yet
    QString m_wished;
};

} // namespace everbounce
