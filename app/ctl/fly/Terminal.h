// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSize>

#include <termios.h>

namespace everbounce::ctl {

/// The terminal that the program runs in, taken over for its time: a screen of its own, and keys as they are
/// pressed. Gives all of it back at its end.
class Terminal
{
public:
    Terminal();
    ~Terminal();
    Terminal(const Terminal &) = delete;
    Terminal &operator=(const Terminal &) = delete;

    /// Whether both its ends are a terminal.
    static bool isThere();

    /// Columns and rows, now.
    QSize size() const;

    /// Whether it shows colours: not with NO_COLOR, nor where TERM says that it is dumb.
    bool isColored() const { return m_colored; }

    /// False where it is gone.
    bool show(const QByteArray &frame) const;

    /// What was typed since the last call.
    QByteArray typed() const;

private:
    termios m_before{};
    bool m_colored;
};

} // namespace everbounce::ctl
