// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/singleton/coordination/CoordinationKind.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrl>

namespace everbounce {

struct EtcdSettings;

/// How a node reaches etcd, as --coordination and its further options say; checked, and files read.
struct EtcdOptions
{
    QList<QUrl> members;
    QString user;
    QString password;
    QByteArray authorities; ///< certificates that etcd's is to be signed by; empty: the system's
    QByteArray certificate; ///< this node's, to etcd
    QByteArray key;
    QStringList files; ///< that these were read from
    bool takesOver = true;
    QString faults; ///< the pipe that takes faults; empty for none
};

/// `members`: their addresses, with commas between them. Returns an empty text, or one sentence that says
/// what is wrong.
[[nodiscard]] QString readEtcdOptions(const QString &members, const CoordinationTexts &texts,
                                      EtcdOptions &options);

/// Where the lease is elsewhere: one sentence if there are options for etcd all the same.
[[nodiscard]] QString refuseEtcdOptions(const CoordinationTexts &texts);

/// Makes the settings of a node that keeps its lease in etcd. Returns an empty text, or one sentence: all
/// that can be wrong now is a file that the TLS library cannot read.
[[nodiscard]] QString toEtcdSettings(const EtcdOptions &options, EtcdSettings &settings);

} // namespace everbounce
