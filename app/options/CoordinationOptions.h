// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrl>

namespace everbounce {

struct EtcdSettings;

/// Where the lease is, as --coordination and its further options say; checked, and files read.
struct CoordinationOptions
{
    QList<QUrl> members; ///< of etcd; none: the nodes themselves
    QString user;
    QString password;
    QByteArray authorities; ///< certificates that etcd's is to be signed by; empty: the system's
    QByteArray certificate; ///< this node's, to etcd
    QByteArray key;
    bool takesOver = true;

    bool isEtcd() const { return !members.isEmpty(); }
};

/// The texts of these options, from the command line or the environment; empty ones were not given.
struct CoordinationTexts
{
    QString where;
    QString user;
    QString passwordFile;
    QString authoritiesFile;
    QString certificateFile;
    QString keyFile;
    QString takeover;
};

/// Returns an empty text, or one sentence that says what is wrong.
[[nodiscard]] QString readCoordination(const CoordinationTexts &texts, CoordinationOptions &options);

/// Makes the settings of a node that keeps its lease in etcd. Returns an empty text, or one sentence: all
/// that can be wrong now is a file that the TLS library cannot read.
[[nodiscard]] QString toEtcdSettings(const CoordinationOptions &options, EtcdSettings &settings);

} // namespace everbounce
