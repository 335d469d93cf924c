// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/Fault.h"

#include <QByteArray>
#include <QString>

namespace everbounce {

/// Asks the program that runs etcd's members for a demonstration (packaging/etcd-members) to break them. This
/// node only writes a line into a pipe. It never learns of a process, and can end none.
class EtcdMembers
{
public:
    /// Without a pipe, ask() refuses.
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
