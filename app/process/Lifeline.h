// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

namespace everbounce {

/// Ends the node when the process that started it ends, however that happens: the kernel then closes the
/// other end of this descriptor. Two lines may come over it: "stay" lets the node go on, and "go" takes that
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
