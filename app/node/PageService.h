// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options/Options.h"
#include "web/Gateway.h"
#include "web/access/sender/RunToken.h"

#include <QThread>

namespace everbounce {

/// Serves a node's page: has the gateway, on a thread of its own, and the files by which programs of this
/// machine prove who they are (the run token) and know the node (its certificates). Lives on the main thread.
class PageService : public QObject
{
    Q_OBJECT
public:
    PageService();
    ~PageService() override;

    /// Opens the port. Returns an empty text, or one sentence.
    [[nodiscard]] QString open(const Options &options);

    /// Serves there from now on, as --listen takes it. Returns an empty text, or one sentence; then all is as
    /// it was.
    [[nodiscard]] QString moveTo(const QString &listen);

    /// Serves at another port; without one, at the first that is free. Returns what moveTo() does.
    [[nodiscard]] QString moveToPort(std::optional<quint16> port);

    /// Stops serving.
    void close();

    Gateway *gateway() const { return m_gateway; }
    QUrl url() const { return m_at.url; }
    const ListenResult &at() const { return m_at; }

    PageLink makeLink(const QString &role) const;

private:
    QString use(const ListenResult &result);
    void writeRunToken();
    void writeRunCertificates(const QByteArray &certificates);

    RunToken m_runToken;
    RunFile m_runCertificates;
    QByteArray m_certificates; ///< in use; empty: plain HTTP
    ListenResult m_at;
    QThread m_thread;
    Gateway *m_gateway; ///< lives on that thread; null once closed
};

} // namespace everbounce
