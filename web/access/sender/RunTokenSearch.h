// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace everbounce {

/// The run token of a node on this machine, by the host and port of its address. Empty if the host is not a
/// loopback address, if no token can be read, or if its file belongs to another user than the one who listens
/// there now: nobody is given a token that is not their own.
QByteArray findRunToken(const QString &host, quint16 port);

/// The certificates (PEM) by which a node on this machine can be known, found like its run token. Empty if it
/// speaks plain HTTP.
QByteArray findRunCertificates(const QString &host, quint16 port);

} // namespace everbounce
