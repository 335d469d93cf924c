// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/singleton/SimDisk.h"

namespace everbounce::simulation {

namespace {
constexpr std::uint32_t usualMs = 15;
constexpr std::uint32_t slowMs = 500;
} // namespace

SimDisk::SimDisk(Platter &platter, Random &random)
    : m_platter(platter)
    , m_random(random)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &SimDisk::work);
}

SimDisk::~SimDisk()
{
    for (; !m_jobs.empty() && !m_isKilled; m_jobs.pop_front())
        m_jobs.front().first();
}

Disk::Content SimDisk::read(const QString &name, qint64)
{
    const auto file = m_platter.files.find(name);
    if (file == m_platter.files.end())
        return {{}, {}, true};
    if (m_platter.isUnread)
        return {.problem = QStringLiteral("input/output error"), .isUnread = true};
    return {file->second, {}, false};
}

QString SimDisk::setAside(const QString &name)
{
    m_platter.files.erase(name);
    return name + QStringLiteral(".aside");
}

QString SimDisk::replace(const QString &name, const QByteArray &content)
{
    if (m_stepsLeft-- <= 0)
        return QStringLiteral("the node is dead");
    if (m_platter.isFull || m_platter.isFailing)
        return QStringLiteral("no room");
    m_platter.files[name] = content;
    return {};
}

QString SimDisk::replaceEnd(const QString &name, qint64 from, const QByteArray &content)
{
    if (m_stepsLeft-- <= 0)
        return QStringLiteral("the node is dead");
    if (m_platter.isFailing)
        return QStringLiteral("input/output error");
    QByteArray &file = m_platter.files[name];
    if (file.size() < from)
        return QStringLiteral("it has lost what was written");
    file.truncate(from);
    const bool isTorn = m_platter.isFull || (m_isKilled && m_random.below(2) == 0);
    const auto size = isTorn ? qsizetype(m_random.below(std::uint32_t(content.size()))) : content.size();
    file += content.first(size);
    if (!isTorn)
        return {};
    m_stepsLeft = m_isKilled ? 0 : m_stepsLeft; // it died in the middle of this
    return QStringLiteral("no room");
}

void SimDisk::run(Job job, Done done)
{
    m_jobs.emplace_back(std::move(job), std::move(done));
    if (!m_timer.isActive())
        startJob();
}

void SimDisk::startJob()
{
    m_timer.start(int(1 + m_random.below(m_platter.isSlow ? slowMs : usualMs)));
}

void SimDisk::work()
{
    const auto [job, done] = m_jobs.front();
    m_jobs.pop_front();
    done(job());
    if (!m_jobs.empty() && !m_timer.isActive())
        startJob();
}

void SimDisk::kill()
{
    m_isKilled = true;
    m_stepsLeft = int(m_random.below(3));
    if (!m_jobs.empty())
        m_jobs.front().first();
    if (m_platter.durable)
        m_platter.files = *m_platter.durable;
}

} // namespace everbounce::simulation
