// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

namespace everbounce {

/// Lets a node end with whoever started it, however that one ends: the kernel closes the other end of this
/// descriptor then. Over it comes, a line each, "stay" for a node that is to go on, or "go", which takes that
/// back. Other lines mean nothing. The descriptor is not closed here.
class Lifeline : public QObject
{
    Q_OBJECT
public:
    explicit Lifeline(int descriptor, QObject *parent = nullptr);

    /// The other end is gone.
    bool isOver() const { return !m_notifier.isEnabled(); }

Q_SIGNALS:
    /// Emitted at most once, and not by a node that is to go on.
    void ended();

private:
    void read();
    void take(const QByteArray &bytes);

    int m_descriptor;
    QSocketNotifier m_notifier;
    QByteArray m_line; ///< as far as it came
    bool m_stays = false;
};

} // namespace everbounce
