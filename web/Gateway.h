// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/Fault.h"
#include "engine/node/view/NodeInterface.h"
#include "web/FrontDoor.h"
#include "web/access/addresses/MachineNames.h"
#include "web/access/addresses/PageAddresses.h"
#include "web/access/tokens/OperatorToken.h"
#include "web/api/Setting.h"
#include "web/api/commands/CommandGate.h"
#include "web/api/routes/FailoverRoutes.h"
#include "web/api/routes/KeyRoutes.h"
#include "web/api/routes/PairingRoutes.h"
#include "web/api/routes/ScriptRoutes.h"
#include "web/api/routes/SharingRoutes.h"
#include "web/http/connection/TcpListener.h"
#include "web/live/LiveFeed.h"
#include "web/live/NodeMirror.h"
#include "web/page/Page.h"
#include "web/tls/TlsRenewal.h"

#include <QHostAddress>
#include <QObject>
#include <QTimer>
#include <QUrl>

#include <optional>

namespace everbounce {

/// Where a gateway listens, or one sentence that says why it does not.
struct ListenResult
{
    QUrl url;                ///< for people of this machine
    QUrl told;               ///< for other nodes; empty if they cannot reach it by an address alone
    bool everywhere = false; ///< at every address of this machine; `told` names one of them
    QString error;

    explicit operator bool() const { return error.isEmpty(); }
};

/// Who may come from elsewhere.
struct GatewayAccess
{
    QByteArray operatorToken;      ///< for commands of other machines and users; without one there are none
    QString operatorTokenFile;     ///< from which that is; looked at again and again
    QByteArray runToken;           ///< of this run, for whoever may read its file
    QByteArray sessionKey;         ///< see setSessionKey()
    QString tokenFile;             ///< of the tokens that are given out; empty: none are
    bool faults = true;            ///< are listed, and may be injected
    QString breakable;             ///< the kind of what its lease stands on, if that can be broken, too
    QList<QUrl> publicUrls;        ///< under which a load balancer shows the cluster
    QList<QUrl> embedders;         ///< sites that may show the page in a frame
    TrustedProxies trustedProxies; ///< believed for whom they pass on requests
    TlsFiles tlsFiles;             ///< looked at again and again; empty: it speaks plain HTTP
    TlsPair tls;                   ///< as they are now
};

/// Serves a node over HTTP and WebSockets: the page, the API, the live feed. It has a thread of its own, so
/// that no number of viewers holds up the cluster:
///
///     auto *gateway = new Gateway;
///     gateway->moveToThread(&webThread); // started; deleteLater on its finished()
///     ListenResult result;
///     QMetaObject::invokeMethod(gateway, [&] { return gateway->listen(address, port); },
///                               Qt::BlockingQueuedConnection, &result);
///     gateway->attach(node); // before the node is started
class Gateway final : public QObject
{
    Q_OBJECT
public:
    struct Limits
    {
        ConnectionLimits connection;
        ViewerLimits viewer;
        CommandLimits commands;
    };

    explicit Gateway(const Limits &limits, QObject *parent = nullptr);
    explicit Gateway(QObject *parent = nullptr);
    ~Gateway() override;

    /// Begins to serve; call it on this object's thread, and once it succeeded never again. Without a port it
    /// takes the first free one of 4000…4015. Raises the process's limit of open files.
    ListenResult listen(const QHostAddress &address, std::optional<quint16> port,
                        const GatewayAccess &access = {});

    /// Serves there from now on, at the same port. What came by addresses that are no longer served ends.
    /// Where that fails, all stays as it was.
    ListenResult moveTo(const QHostAddress &address);

    /// Serves at another port; without one, at the first free one of 4000…4015. What came by the former port
    /// goes on. Where that fails, all stays as it was.
    ListenResult moveToPort(std::optional<quint16> port);

    /// Shows this node from now on, by queued connections. Call it from any thread; the node may live on
    /// another. One that was shown before must be gone.
    void attach(NodeInterface *node);

    /// Lets operators pair through this from now on, by queued connections.
    void attach(PairingInterface *pairing);

    /// Lets operators open the node to its network through this from now on, by queued connections.
    void attach(SharingInterface *sharing);

    /// Makes a link to the page, as SharingInterface::makeLink() describes it.
    PageLink makeLink(const QString &role);

    /// Pages' sessions are sealed with this from now on: the key that all nodes of the cluster have for it.
    void setSessionKey(const QByteArray &key) { m_commands->rights().setSessionKey(key); }

    /// Of the node, for operators.
    void setSettings(const QList<Setting> &settings) { m_settings = settings; }

    /// For the audit: what this node's own window did, by which control, and what became of it.
    void noteOwn(const QString &control, int status);

    /// Open connections, viewers included. On this object's thread, after listen().
    int connectionCount() const;

    /// Every path that is served, with its methods.
    QMap<QString, QByteArrayList> routes() const { return m_router.routes(); }

Q_SIGNALS:
    /// For the node: how many viewers of this kind there are.
    void viewersChanged(const QString &kind, int count);

    /// Another certificate is in use from now on, in the PEM format with those that lead to an authority.
    void certificateChanged(const QByteArray &certificates);

    /// Other machines reach the page there from now on; the best first.
    void addressesChanged(const QList<QUrl> &addresses);

    /// For the log of this node's own window: somebody did or tried something.
    void audited(const everbounce::EventView &event);

    /// For the node: somebody asks for its figures.
    void figuresWanted(quint64 request);

private:
    void setCluster(const ClusterView &view);
    void setFlight(const FlightView &view);
    void setPairing(const PairingView &view);
    void setSharing(const SharingView &view);
    void forgetNode();
    void addEvent(const EventView &event);
    void replaceEvents(const QList<EventView> &events);

    QString reopen(const QHostAddress &address, std::optional<quint16> port);
    ListenResult listenResult() const;
    void followAddresses();
    void encrypt(const GatewayAccess &access);
    void followTokens(const GatewayAccess &access);
    void lookAtTokens();
    void addRoutes();
    std::optional<HttpResponse> refusalToLetIn(const HttpRequest &request);
    HttpResponse pageDocument(const HttpRequest &request) const;
    void tellFigures(const Reply &reply);
    void takeFigures(quint64 request, const QList<Metric> &figures);
    QList<Metric> ownFigures() const;

    Limits m_limits;
    QList<FaultInfo> m_faults = offeredFaults(true, {});
    QHostAddress m_address; ///< that it listens at
    QList<QUrl> m_publicUrls;
    TcpListener *m_listener = nullptr; ///< owned by the HTTP server
    AccessRules m_rules;
    MachineNames m_machineNames{this};
    PageAddresses m_addresses{this};
    TlsRenewal m_renewal{this};
    OperatorTokenRenewal m_operatorToken;
    QTimer m_tokenLook{this};
    Router m_router;
    Page m_page;
    NodeMirror m_node;
    LiveFeed *m_feed;
    CommandGate *m_commands;
    FrontDoor m_door;
    QList<Setting> m_settings;
    FailoverRoutes m_failovers;
    PairingRoutes m_pairing;
    KeyRoutes m_keys;
    SharingRoutes m_sharing;
    ScriptRoutes m_scripts;
    Awaited<quint64, QList<Metric>> m_figures;
    quint64 m_figuresRequest = 0;
};

} // namespace everbounce
