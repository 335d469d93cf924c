// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/node/Announcement.h"
#include "app/node/PageService.h"
#include "app/process/ServiceManager.h"
#include "engine/cluster/mesh/LanTransport.h"
#include "engine/node/view/NodeInterface.h"

#include <QEventLoop>
#include <QThread>
#include <QUrl>

namespace everbounce {

class Node;
class Pairing;
class PairingInterface;
class Sharing;
class SettingsInterface;
class SharingInterface;
class WindowSettings;
struct ClusterMembership;
struct NodeConfig;

/// A full node within a program: the node on the cluster's thread, its gateway on the web thread. Lives on
/// the main thread.
class NodeRuntime : public QObject
{
    Q_OBJECT
public:
    explicit NodeRuntime(const Options &options);
    ~NodeRuntime() override;

    /// Reads the key, opens the port and makes the node, which then waits for its viewers. Returns an empty
    /// text, or one sentence that says what is wrong and what to do.
    [[nodiscard]] QString prepare();

    /// Joins the cluster, and says so on standard output. Call it when the viewers are connected.
    [[nodiscard]] QString start();

    PairingInterface *pairing() const;
    SharingInterface *sharing() const;
    SettingsInterface *settings() const;

    /// Leaves the cluster after handing over the lease; finished() follows. While prepare() joins another
    /// one, that ends, with a sentence.
    void stop();
    bool isStopping() const { return m_isStopping; }

    /// For the audit: what the window of this node did, and what became of it.
    void noteCommand(const QString &control, int status);

    /// The node, for viewers of this process; from prepare() on.
    NodeInterface *node() const;
    QUrl pageUrl() const { return m_page.url(); }

    /// As they are in use, and the name that the node has by them.
    const Options &options() const { return m_options; }
    const QString &name() const { return m_name; }

Q_SIGNALS:
    void finished();

    /// The node object was replaced, because the node joins another cluster, is opened to its network or
    /// closed, or gets another name or port. The new one is about to start; the former one is gone.
    void nodeReplaced(everbounce::NodeInterface *node);

    /// That object has started. options() may have changed; if it is in another cluster, what the nodes of
    /// the former one have kept does not belong there.
    void moved(bool toOtherCluster);

    /// The page is at this address from now on.
    void pageMoved(const QUrl &page);

    /// Somebody did or tried something at this node: for its window's log.
    void audited(const everbounce::EventView &event);

    /// The node has ended, and cannot begin again; one sentence.
    void failed(const QString &problem);

private:
    /// Why the node object is to be replaced.
    struct Changes
    {
        bool cluster = false;
        bool network = false; ///< from where, at which port and by which name it can be reached

        bool any() const { return cluster || network; }
    };

    QString openPage();
    QString nameFor(const QString &given) const;
    bool isFree(const QString &name) const;
    QString freeName();
    void takeName();
    void changeName(quint64 request, const QString &name);
    void changePort(quint64 request, std::optional<quint16> port);
    bool mayChange() const { return m_isStarted && !m_isStopping && !m_changes.any(); }
    static QString busyNow();
    void beginAgain();
    void openToNetwork();
    QString listenAt(const QString &listen);
    void announcePage();
    void share(quint64 request, bool on);
    void noteWindows(quint64 request, const QByteArray &what, int status);
    NodeConfig nodeConfig(const Keyring &ring);
    QString makeNode();
    void connectNode();
    void tellSettings();
    void useSessionKey(const QByteArray &key);
    void makePairing(const LanTransport::Settings &transport, const QByteArray &key);
    void changeCluster(const ClusterMembership &gained);
    void leaveCluster(const Keyring &ring);
    void onStopped();
    QString replaceNode(const Changes &changes);
    void printReady() const;

    Options m_options;
    Changes m_changes; ///< that wait for the node to stop
    bool m_isStarted = false;
    bool m_isStopping = false;
    QEventLoop m_joining; ///< runs in prepare()
    QString m_name;
    QString m_wantedName; ///< by which that one was found
    QString m_news;       ///< for people at the next node that stands for this one
    PageService m_page;
    Announcement m_announcement;
    Sharing *const m_sharing;
    WindowSettings *const m_settings;
    ServiceManager m_serviceManager;
    QThread m_clusterThread;
    QObject *m_onCluster; ///< lives on the cluster's thread; call it there
    Node *m_node = nullptr;
    Pairing *m_pairing = nullptr; ///< lives on the cluster's thread
};

} // namespace everbounce
