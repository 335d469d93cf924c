// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QUrl>

#include <memory>

namespace everbounce::harness {

struct HttpAnswer
{
    int status = 0; ///< 0: no answer came
    QByteArray body;

    QJsonObject json() const;
};

/// Runs the event loop until the answer is there. `path` begins with a slash.
HttpAnswer httpGet(const QUrl &node, const QString &path);

/// Asks for one page over and over, each time as soon as the last answer has come, and counts the answers.
class Poll
{
public:
    Poll(const QUrl &node, const QString &path);

    int answers() const { return m_answers; }
    /// Answers other than 200, failed requests included.
    int refusals() const { return m_refusals; }

private:
    void ask();
    void take();

    QNetworkRequest m_request;
    QNetworkAccessManager m_network;
    QNetworkReply *m_reply = nullptr;
    int m_answers = 0;
    int m_refusals = 0;
};

} // namespace everbounce::harness
