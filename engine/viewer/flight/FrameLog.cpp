// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/viewer/flight/FrameLog.h"

#include <QCoreApplication>

namespace everbounce {

FrameLog::FrameLog(const QString &fileName)
    : m_file(fileName)
{
    m_flushTimer.setInterval(std::chrono::milliseconds(500));
    m_flushTimer.callOnTimeout(&m_file, [this] { flush(); });
}

std::optional<QString> FrameLog::open()
{
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Truncate | QIODevice::Text))
        return QCoreApplication::translate(
                   "FrameLog", "The frame log '%1' cannot be written: %2; name another with --frame-log.")
            .arg(m_file.fileName(), m_file.errorString());
    m_file.write("monotonic_ns,tick,x,y,term\n");
    m_flushTimer.start();
    return std::nullopt;
}

void FrameLog::add(const PresentedFrame &frame)
{
    if (!m_file.isOpen())
        return;
    // Four digits of a tick are 3 µs; a fixed format reads the same in every locale.
    const auto fixed = [](double value) { return QByteArray::number(value, 'f', 4); };
    m_file.write(QByteArray::number(qint64(frame.at.count())) + ',' + fixed(frame.ball.tick) + ',' +
                 fixed(frame.ball.position.x) + ',' + fixed(frame.ball.position.y) + ',' +
                 QByteArray::number(frame.ball.term) + '\n');
}

void FrameLog::flush()
{
    if (m_file.flush())
        return;
    qWarning("The frame log '%s' ends here: %s.", qUtf8Printable(m_file.fileName()),
             qUtf8Printable(m_file.errorString()));
    m_flushTimer.stop();
    m_file.close();
}

} // namespace everbounce
