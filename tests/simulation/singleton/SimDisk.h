// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Random.h"
#include "engine/singleton/replica/store/Disk.h"

#include <QTimer>

#include <deque>
#include <map>
#include <optional>

namespace everbounce::simulation {

/// The content of a disk, which outlives the nodes that use it one after the other, and what is wrong with
/// it.
struct Platter
{
    using Files = std::map<QString, QByteArray>;

    Files files;
    bool isFull = false;
    bool isFailing = false;
    bool isSlow = false;
    bool isUnread = false;
    std::optional<Files> durable; ///< where it lies: what is left once the power is gone
};

/// A disk in virtual time: it takes a moment, may be broken, and is torn where its node is killed.
class SimDisk : public QObject, public Disk
{
public:
    SimDisk(Platter &platter, Random &random);
    ~SimDisk() override;

    QString lock() override { return {}; }
    Content read(const QString &name, qint64 mostBytes) override;
    QString setAside(const QString &name) override;
    QString replace(const QString &name, const QByteArray &content) override;
    QString replaceEnd(const QString &name, qint64 from, const QByteArray &content) override;
    void run(Job job, Done done) override;
    QString pathOf(const QString &name) const override { return name; }

    /// The node is killed: of the job under way a part may be done, of those behind it nothing.
    void kill();

private:
    void startJob();
    void work();

    Platter &m_platter;
    Random &m_random;
    QTimer m_timer;
    std::deque<std::pair<Job, Done>> m_jobs;
    int m_stepsLeft = 1000; ///< of a job whose node is killed
    bool m_isKilled = false;
};

} // namespace everbounce::simulation
