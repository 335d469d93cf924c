// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/replica/store/LogWriter.h"

namespace everbounce {

LogWriter::LogWriter(Disk &disk, const QString &name, const QByteArray &header)
    : m_disk(disk)
    , m_name(name)
    , m_header(header)
{
}

QString LogWriter::add(const QByteArray &frames, const QByteArray &all)
{
    m_missing += frames;
    if (m_missing.isEmpty())
        return {};
    const QByteArray bytes = (m_size == 0 ? m_header : QByteArray()) + m_missing;
    const QString problem = m_disk.replaceEnd(m_name, m_size, bytes);
    if (problem.isEmpty()) {
        m_size += bytes.size();
        m_missing.clear();
        return {};
    }
    if (all.isEmpty())
        return problem;
    if (m_missing.size() > all.size())
        m_missing = all; // which says the same
    return writeAnew(all);
}

QString LogWriter::writeAnew(const QByteArray &all)
{
    const QByteArray bytes = m_header + all;
    const QString problem = m_disk.replace(m_name, bytes);
    if (problem.isEmpty()) {
        m_size = bytes.size();
        m_missing.clear();
    }
    return problem;
}

} // namespace everbounce
