// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <functional>
#include <memory>
#include <vector>

namespace everbounce::bench {

/// Something else that keeps a singleton, as three processes of it compete on this machine.
struct Peer
{
    QString name;
    QString conditions;                  ///< version and settings
    QByteArray mark;                     ///< in what the one that holds prints
    QByteArray input;                    ///< that each process gets
    std::function<QString(int)> command; ///< a shell's command for the process of a number
    std::shared_ptr<void> ground;        ///< what the processes need; ends with the last copy
};

/// Makes one ready. Throws Failure where its programs are not installed, or this process may not.
using MakePeer = std::function<Peer()>;

/// All that can be measured here: PostgreSQL's advisory lock, Erlang's `global`, keepalived, etcd's lock.
std::vector<MakePeer> peers();

} // namespace everbounce::bench
