// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/Fault.h"

#include <QByteArray>
#include <QString>

namespace everbounce {

/// Whoever runs etcd's members for a demonstration, and breaks them when asked; see packaging/etcd-members.
/// This node only writes what is wanted into a pipe. It never learns of a process, and can end none.
class EtcdMembers
{
public:
    /// Without a pipe nobody is asked.
    void setPipe(const QString &path) { m_pipe = path; }

    /// Asks for a fault of etcd. Returns an empty text, or one sentence that says why it could not.
    [[nodiscard]] QString ask(Fault fault, std::chrono::milliseconds length) const;

private:
    QString m_pipe;
};

/// The line that asks for a fault of etcd: its name, and its length in seconds if it has one.
QByteArray etcdFaultLine(Fault fault, std::chrono::milliseconds length);

/// Whether this is a pipe that somebody else may read from.
bool isPipe(const QString &path);

} // namespace everbounce
