// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <chrono>

namespace everbounce {

/// Asks the program that runs etcd's members for a demonstration (packaging/etcd-members) to break them. This
/// node only writes a line into a pipe. It never learns of a process, and can end none.
class EtcdMembers
{
public:
    explicit EtcdMembers(const QString &pipe)
        : m_pipe(pipe)
    {
    }

    /// Asks for a fault of that name, of that length if it has one. Returns an empty text, or one sentence
    /// that says why it could not.
    QString operator()(const QString &fault, std::chrono::milliseconds length) const;

private:
    QString m_pipe;
};

/// The line that asks for a fault: its name, and its length in seconds if it has one.
QByteArray etcdFaultLine(const QString &fault, std::chrono::milliseconds length);

/// Whether this is a pipe that somebody else may read from.
bool isPipe(const QString &path);

} // namespace everbounce
