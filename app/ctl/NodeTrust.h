// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QSslError>
#include <QString>
#include <QUrl>

// How a node is recognised over HTTPS: by an authority that the system or --ca names or, on this machine, by
// the certificates that the node left where only its own user and root can read them.

namespace everbounce::ctl {

/// From now on only the certificates in this file vouch for nodes. False if there are none.
bool trustOnly(const QString &caFile);

/// The address at which a node of this machine really serves: https if it does, even if the user typed http.
QUrl asServed(const QUrl &node);

/// What is wrong with a certificate only because no authority knows it and it is for another name: of no
/// concern where it is that of a node of this machine. Empty if there is no such node, or after trustOnly().
QList<QSslError> toleratedAt(const QUrl &node);

} // namespace everbounce::ctl
