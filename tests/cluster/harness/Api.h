// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QUrl>

#include <functional>

namespace everbounce::harness {

/// What became of a command.
struct ApiAnswer
{
    int status = 0; ///< 0: no answer came
    QJsonObject body;

    bool ok() const { return status == 200; }
    quint64 revision() const { return quint64(body.value(QLatin1String("revision")).toDouble()); }
    QString detail() const { return body.value(QLatin1String("detail")).toString(); }
};

/// Gives commands to nodes over HTTP, as a script would.
class Api
{
public:
    /// For nodes that are not reached by the loopback interface: commands need it there.
    void setToken(const QByteArray &token) { m_token = token; }

    /// Runs the event loop until the answer is there. `path` is what follows /api/v1/.
    ApiAnswer post(const QUrl &node, const QString &path, const QJsonObject &body);

    /// Does not wait: `done` is called from the event loop. A `key` of its own lets a command be sent again.
    void send(const QUrl &node, const QString &path, const QJsonObject &body, const QByteArray &key,
              std::function<void(const ApiAnswer &)> done);

private:
    QNetworkAccessManager m_network;
    QByteArray m_token;
};

} // namespace everbounce::harness
