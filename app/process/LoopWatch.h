// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>

namespace everbounce {

/// Checks that event loops still turn. Lives on any thread, whose own loop the answers pass through, so that
/// it is checked too. Must outlive the other loops.
class LoopWatch : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// From now on the event loop that serves `onLoop` is asked as well.
    void add(QObject *onLoop) { m_loops.append(onLoop); }

    /// Asks all of them, unless one still owes its last answer: a loop that hangs is asked once.
    void ask();

Q_SIGNALS:
    /// Every loop has answered the last ask().
    void allAnswered();

private:
    void take();

    QList<QObject *> m_loops;
    qsizetype m_missing = 0; ///< answers that are owed
};

} // namespace everbounce
