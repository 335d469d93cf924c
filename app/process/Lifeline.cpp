// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/process/Lifeline.h"

#include <cerrno>

#include <unistd.h>

namespace everbounce {

Lifeline::Lifeline(int descriptor, QObject *parent)
    : QObject(parent)
    , m_descriptor(descriptor)
    , m_notifier(descriptor, QSocketNotifier::Read)
{
    connect(&m_notifier, &QSocketNotifier::activated, this, &Lifeline::read);
}

void Lifeline::read()
{
    char bytes[256];
    const ssize_t size = ::read(m_descriptor, bytes, sizeof bytes);
    if (size > 0)
        return take(QByteArray(bytes, qsizetype(size)));
    if (size < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    m_notifier.setEnabled(false);
    if (!m_stays)
        Q_EMIT ended();
}

void Lifeline::take(const QByteArray &bytes)
{
    constexpr qsizetype longest = 64;
    for (const char byte : bytes) {
        if (byte != '\n') {
            if (m_line.size() < longest)
                m_line += byte;
            continue;
        }
        if (m_line == "stay" || m_line == "go")
            m_stays = m_line == "stay";
        m_line.clear();
    }
}

} // namespace everbounce
