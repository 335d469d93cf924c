// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/behaviors/BehaviorsModel.h"
#include "gui/behaviors/EditorModel.h"
#include "gui/cluster/ClusterState.h"
#include "gui/cluster/NodesModel.h"
#include "gui/cluster/OutageModel.h"
#include "gui/cluster/StartedNodesModel.h"
#include "gui/controls/Commands.h"
#include "gui/controls/EventsModel.h"
#include "gui/log/EventLogModel.h"
#include "gui/pairing/MembersModel.h"
#include "gui/pairing/PairingModel.h"
#include "gui/pairing/SharingModel.h"
#include "gui/recorder/FailoverModel.h"
#include "gui/recorder/RecorderModel.h"
#include "gui/scene/FlightModel.h"
#include "gui/settings/Autostart.h"
#include "gui/settings/HandoverNotice.h"
#include "gui/settings/NodeSettingsModel.h"
#include "gui/sides/SidesModel.h"
#include "gui/tour/TourModel.h"
#include "gui/window/WindowMemory.h"

#include <QUrl>

namespace everbounce {

class NodeInterface;

/// All that a window shows of a node, and its way to command it. Lives on the main thread; the node may live
/// on another one. Construct it before the node is started, and it misses nothing.
class Console : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with the window.")
    Q_PROPERTY(everbounce::FlightModel *flight MEMBER flight CONSTANT FINAL)
    Q_PROPERTY(everbounce::PastFlightModel *past MEMBER past CONSTANT FINAL)
    Q_PROPERTY(everbounce::ClusterState *cluster MEMBER cluster CONSTANT FINAL)
    Q_PROPERTY(everbounce::NodesModel *nodes MEMBER nodes CONSTANT FINAL)
    Q_PROPERTY(everbounce::BehaviorsModel *behaviors MEMBER behaviors CONSTANT FINAL)
    Q_PROPERTY(everbounce::EditorModel *editor MEMBER editor CONSTANT FINAL)
    Q_PROPERTY(everbounce::EventsModel *events MEMBER events CONSTANT FINAL)
    Q_PROPERTY(everbounce::Commands *commands MEMBER commands CONSTANT FINAL)
    Q_PROPERTY(everbounce::SidesModel *sides MEMBER sides CONSTANT FINAL)
    Q_PROPERTY(everbounce::OutageModel *outage MEMBER outage CONSTANT FINAL)
    Q_PROPERTY(everbounce::RecorderModel *recorder MEMBER recorder CONSTANT FINAL)
    Q_PROPERTY(everbounce::FailoverModel *failover MEMBER failover CONSTANT FINAL)
    Q_PROPERTY(everbounce::EventLogModel *log MEMBER log CONSTANT FINAL)
    Q_PROPERTY(everbounce::TourModel *tour MEMBER tour CONSTANT FINAL)
    Q_PROPERTY(everbounce::PairingModel *pairing MEMBER pairing CONSTANT FINAL)
    Q_PROPERTY(everbounce::MembersModel *members MEMBER members CONSTANT FINAL)
    Q_PROPERTY(everbounce::SharingModel *sharing MEMBER sharing CONSTANT FINAL)
    Q_PROPERTY(everbounce::StartedNodesModel *started MEMBER started CONSTANT FINAL)
    Q_PROPERTY(everbounce::NodeSettingsModel *settings MEMBER settings CONSTANT FINAL)
    Q_PROPERTY(everbounce::Autostart *autostart MEMBER autostart CONSTANT FINAL)
    Q_PROPERTY(everbounce::HandoverNotice *notice MEMBER notice CONSTANT FINAL)
    Q_PROPERTY(everbounce::WindowMemory *memory MEMBER memory CONSTANT FINAL)
    Q_PROPERTY(QUrl pageUrl READ pageUrl NOTIFY pageUrlChanged FINAL)
    /// There is a tray, as far as is known.
    Q_PROPERTY(bool hasTray MEMBER m_hasTray NOTIFY hasTrayChanged FINAL)
    /// Closing the window means to end the program, whatever its user wants otherwise.
    Q_PROPERTY(bool quitting READ isQuitting WRITE setQuitting NOTIFY quittingChanged FINAL)
    Q_PROPERTY(QString version READ version CONSTANT FINAL)
    Q_PROPERTY(QString qtVersion READ qtVersion CONSTANT FINAL)
public:
    /// `page` is what "Open in browser" opens; `remembers`: size and colours, from one run to the next.
    Console(NodeInterface *node, const QUrl &page, bool remembers, QObject *parent = nullptr);

    /// Shows another node from now on; the former one is gone.
    void attach(NodeInterface *node);

    QUrl pageUrl() const { return m_pageUrl; }
    void setPageUrl(const QUrl &page);
    void setHasTray(bool has);
    bool isQuitting() const { return m_isQuitting; }
    void setQuitting(bool quitting);

    /// Says everything anew, in the language that is the program's now.
    void retranslate();

    QString version() const;
    QString qtVersion() const { return QString::fromLatin1(qVersion()); }

    FlightModel *const flight = new FlightModel(this);
    PastFlightModel *const past = new PastFlightModel(this);
    ClusterState *const cluster = new ClusterState(this);
    NodesModel *const nodes = new NodesModel(this);
    BehaviorsModel *const behaviors = new BehaviorsModel(this);
    EditorModel *const editor = new EditorModel(this);
    EventsModel *const events = new EventsModel(this);
    Commands *const commands = new Commands(this);
    SidesModel *const sides = new SidesModel(this);
    OutageModel *const outage = new OutageModel(this);
    RecorderModel *const recorder = new RecorderModel(this);
    FailoverModel *const failover = new FailoverModel(this);
    EventLogModel *const log = new EventLogModel(this);
    TourModel *const tour = new TourModel(this);
    PairingModel *const pairing = new PairingModel(this);
    MembersModel *const members = new MembersModel(this);
    SharingModel *const sharing = new SharingModel(this);
    StartedNodesModel *const started = new StartedNodesModel(this);
    NodeSettingsModel *const settings = new NodeSettingsModel(this);
    Autostart *const autostart = new Autostart({}, this);
    HandoverNotice *const notice = new HandoverNotice({}, this);
    WindowMemory *const memory;

Q_SIGNALS:
    void pageUrlChanged();
    void hasTrayChanged();
    void quittingChanged();

    /// Of QML: somebody wants the program to end, or to know what the desktop has just now.
    void quitWanted();
    void desktopWanted();

private:
    QUrl m_pageUrl;
    bool m_hasTray = false;
    bool m_isQuitting = false;
};

} // namespace everbounce
