// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/flight/BehaviorCode.h"
#include "engine/ball/flight/Track.h"
#include "engine/base/MonotonicClock.h"
#include "engine/base/TickMapping.h"
#include "engine/lease/Lease.h"

#include <QByteArray>
#include <QList>
#include <QMetaType>
#include <QPair>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>

// What a node shows of itself to viewers, as values that cross threads.

namespace everbounce {

struct NodeInfo
{
    enum class State { Alive, Suspect };

    NodeId id;
    QString name;
    QString version;
    QUrl url; ///< of its page
    State state = State::Alive;
    int viewers = 0;
    Nanoseconds startedAt{0}; ///< by this machine's monotonic clock: uptime is now − startedAt
    QStringList addresses;    ///< all addresses of a page that is at every address of its machine

    bool operator==(const NodeInfo &) const = default;
};

struct BehaviorInfo
{
    QString name;
    BehaviorSource source = BehaviorSource::Builtin;
    bool isNew = false;       ///< a script that came from another node
    bool quarantined = false; ///< it failed on trial: selected again only by "try again"
    QString problem; ///< one sentence on why it is in quarantine or cannot be selected here; empty if it can
    QStringList nodes;       ///< names of the nodes that have it; this node first
    QString description;     ///< one line, in its own words; empty if it says nothing
    bool madeToFail = false; ///< for demonstrations
    QString from;            ///< the node that a script came from; empty if it is this one's

    bool operator==(const BehaviorInfo &) const = default;
};

/// A link between two nodes and its round trip: a steady figure for people, which changes when the truth is
/// off by a factor of two.
struct LinkInfo
{
    NodeId a; ///< the lower one
    NodeId b;
    double roundTripMs = 0;

    bool operator==(const LinkInfo &) const = default;
};

/// In larger clusters nodes show only their own links: there would be hundreds.
constexpr qsizetype mostNodesWithAllLinks = 8;

/// What becomes of chaos, the same at every node.
struct ChaosView
{
    bool on = false;
    Instant until{0}; ///< it goes off by itself; where it is on
    int survived = 0; ///< of those that were judged
    int judged = 0;
    QString summary;    ///< both in words; empty before it was ever on
    QString news;       ///< what it does, or why it went off; empty where there is nothing to tell
    QStringList misses; ///< why the last ones were not survived, a sentence each

    bool operator==(const ChaosView &) const = default;
};

/// What the lease stands on, as --coordination says.
struct CoordinationView
{
    struct Member
    {
        QString name; ///< its address
        bool isUp = false;
        bool isLeader = false;

        bool operator==(const Member &) const = default;
    };

    QString kind = QStringLiteral("peers");  ///< as --coordination names it
    QString state = QStringLiteral("ready"); ///< or "connecting", "unreachable", "denied", "full", "differs"
    QString why;                             ///< what is wrong, a sentence; empty if nothing is
    QString summary; ///< all of it in words; empty where the nodes themselves are all there is
    QList<Member> members;

    bool isReady() const { return state == QLatin1String("ready"); }
    bool operator==(const CoordinationView &) const = default;
};

/// Names of nodes, each with the number of its colour.
using NodeColorList = QList<QPair<QString, int>>;

/// The number of the colour of a node of that name; 0 where it has none.
int colorOf(const QString &name, const NodeColorList &colors);

/// The cluster as this node sees it.
struct ClusterView
{
    NodeId self;
    QString clusterName;
    Lease lease; ///< term 0: no holder is known
    quint64 revision = 0;
    QString behavior; ///< as it is listed
    QString lastGood;
    bool onTrial = false;  ///< the behaviour was selected a moment ago and may yet be rolled back
    QList<NodeInfo> nodes; ///< those alive; this node first, the others by name
    QList<BehaviorInfo> behaviors;
    QStringList warnings;  ///< what is wrong with the cluster while it lasts, a sentence each
    QList<LinkInfo> links; ///< those with a known round trip, in the order of their ids
    ChaosView chaos;
    CoordinationView coordination;
    NodeColorList colors; ///< of nodes that were here lately, too

    int viewersOnline() const;
    bool operator==(const ClusterView &) const = default;
};

/// The flight as this node knows it, with the clock to fly it by.
struct FlightView
{
    Lease lease;
    quint64 revision = 0;
    QString behavior;
    Box box;
    Track track;
    TickMapping clock;
};

/// What an event is, for programs that draw it.
struct EventFacts
{
    enum class Kind { Other, Joined, Left, Silent, Heard, Lease, EngineLost, Restored, Behavior, Fault };

    Kind kind = Kind::Other;
    NodeId node;      ///< the node it is about; 0 is none
    quint64 term = 0; ///< Lease: its number
    double seconds =
        0;         ///< Lease: how long nobody had held it; Fault: how long it lasts, 0 if it has no length
    QString fault; ///< Fault: its name

    bool operator==(const EventFacts &) const = default;
};

/// Something that happened, as every node of the cluster shows it: the list is the same everywhere.
struct EventView
{
    quint64 id = 0; ///< grows by one; the same on every node
    qint64 at = 0;  ///< milliseconds since the epoch, UTC, by that node's wall clock: for reading only
    enum class Level { Info, Warning, Error } level = Level::Info;
    QString text;
    QString node; ///< name of the node where it happened
    EventFacts facts;
    double tick = 0; ///< when it happened, in cluster time; 0 if that is not known
    /// When it happened by this machine's monotonic clock, if that can be computed. Not for other machines.
    std::optional<Nanoseconds> instant;

    /// Its time is not part of an event's identity: nodes of older versions do not pass it on.
    friend bool operator==(const EventView &a, const EventView &b)
    {
        return a.id == b.id && a.at == b.at && a.level == b.level && a.text == b.text && a.node == b.node &&
               a.facts == b.facts;
    }
};

/// Whether both are the same event. Their numbers do not say: clusters that find each other again renumber
/// their events.
inline bool isSameEvent(const EventView &one, const EventView &other)
{
    return one.at == other.at && one.node == other.node && one.text == other.text;
}

/// Events kept for those who ask later.
constexpr qsizetype maxEvents = 200;

/// A figure of a node, as Prometheus has them.
struct Metric
{
    enum class Type { Gauge, Counter };

    QByteArray name; ///< without the program's prefix
    QByteArray help;
    Type type = Type::Gauge;
    QList<QPair<QByteArray, QString>> labels;
    double value = 0;
};

/// A node's id as people and programs see it: sixteen hexadecimal digits.
QString toString(NodeId id);
/// Reads what toString() wrote; no node for anything else.
NodeId nodeIdFromString(const QString &text);

} // namespace everbounce

Q_DECLARE_METATYPE(everbounce::ClusterView)
Q_DECLARE_METATYPE(everbounce::FlightView)
Q_DECLARE_METATYPE(everbounce::EventView)
Q_DECLARE_METATYPE(everbounce::Metric)
