// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/fly/Terminal.h"

#include <cstdio>
#include <sys/ioctl.h>
#include <unistd.h>

namespace everbounce::ctl {

Terminal::Terminal()
    : m_colored(!qEnvironmentVariableIsSet("NO_COLOR") && qgetenv("TERM") != "dumb")
{
    tcgetattr(STDIN_FILENO, &m_before);
    termios raw = m_before;
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO); // Ctrl-C still interrupts
    raw.c_cc[VMIN] = 0;
    raw.c_cc[VTIME] = 0;
    tcsetattr(STDIN_FILENO, TCSANOW, &raw);
    std::fputs("\033[?1049h\033[?25l", stdout); // another screen, without a cursor
    std::fflush(stdout);
}

Terminal::~Terminal()
{
    std::fputs("\033[?25h\033[?1049l", stdout);
    std::fflush(stdout);
    tcsetattr(STDIN_FILENO, TCSANOW, &m_before);
}

bool Terminal::isThere()
{
    return isatty(STDIN_FILENO) != 0 && isatty(STDOUT_FILENO) != 0;
}

QSize Terminal::size() const
{
    winsize size{};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return {80, 24};
    return {size.ws_col, size.ws_row};
}

bool Terminal::show(const QByteArray &frame) const
{
    std::fwrite(frame.constData(), 1, std::size_t(frame.size()), stdout);
    return std::fflush(stdout) == 0;
}

QByteArray Terminal::typed() const
{
    char keys[64];
    const ssize_t count = read(STDIN_FILENO, keys, sizeof keys);
    return QByteArray(keys, count > 0 ? qsizetype(count) : 0);
}

} // namespace everbounce::ctl
