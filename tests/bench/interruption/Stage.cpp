// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/interruption/Stage.h"

#include "engine/base/MonotonicClock.h"
#include "tests/bench/Parts.h"
#include "tests/cluster/harness/Wait.h"

#include <QJsonArray>

#include <algorithm>
#include <csignal>
#include <functional>

#include <sys/resource.h>

namespace everbounce::bench {
namespace {

using namespace harness;
using namespace std::chrono_literals;

constexpr int nodes = 4;
constexpr int windowNode = 3;
/// A page that has just been loaded knows its clock well after the second message of the track.
constexpr auto pageSettles = 2'300ms;

/// Ticks; 0.6 ms, a tenth of a box unit.
constexpr double nearlyTheSame = 0.02;

/// Chromium raises its own priority if it may (as root). So that both viewers are watched alike, the
/// processes that draw the window get the same: the first thread of its process, and its X server. If that is
/// not permitted, neither has it.
void drawBeforeOthers(pid_t pid)
{
    constexpr int asChromium = -8;
    setpriority(PRIO_PROCESS, id_t(pid), asChromium);
}

QString frameLogOf(const NodeOptions &options)
{
    return options.home + QLatin1String("/frames.csv");
}

/// What a message of the track says about the clock: the fractional tick at the instant 0, too low by as much
/// as the message was late.
double tickOffset(const LiveMessage &message)
{
    const std::chrono::duration<double> at = message.at;
    const std::chrono::duration<double> tickLength = TickMapping().tickLength;
    return message.body.value(QLatin1String("now")).toDouble() - at / tickLength;
}

bool isTrack(const LiveMessage &message)
{
    return message.type == QLatin1String("track");
}

/// The flight that goes on from the first segment of a message.
std::unique_ptr<ReferenceFlight> flightFrom(const LiveMessage &track)
{
    const QJsonArray segment = track.body.value(QLatin1String("segments")).toArray().first().toArray();
    const auto number = [&](int index) { return segment.at(index).toDouble(); };
    const Frame start{Tick(number(0)), {number(1), number(2)}};
    const Frame before{start.tick - 1, {number(1) - number(3), number(2) - number(4)}};
    return std::make_unique<ReferenceFlight>(before, start);
}

} // namespace

Stage::Stage(EtcdCluster *etcd)
    : m_etcd(etcd)
    , m_cluster(nodes,
                [this](NodeOptions &options, int index) {
                    if (m_etcd)
                        options.more << QStringLiteral("--coordination") << m_etcd->coordination();
                    if (index != windowNode)
                        return;
                    options.program = QStringLiteral("everbounce");
                    options.more << QStringLiteral("--frame-log") << frameLogOf(options);
                    options.environment = m_display.environment();
                })
    , m_window(frameLogOf(m_cluster.node(windowNode).options()))
{
    require(m_cluster.start(), "the nodes do not agree");
    drawBeforeOthers(m_display.pid());
    drawBeforeOthers(node(windowNode).pid());
    prepare(PagePlace::Anywhere);
    openPage(PagePlace::NotOnHolder);
    m_window.takeUntil(monotonicNow());
}

int Stage::pageNode()
{
    const QString id = m_page.node();
    for (int index = 0; index < m_cluster.size(); ++index)
        if (node(index).id() == id)
            return index;
    return -1;
}

void Stage::prepare(PagePlace place)
{
    mend();
    for (int tries = 0; holder() == windowNode; ++tries)
        require(tries < 5 && stepDown(), "no headless node takes the lease");
    if (inPlace(place))
        return;
    if (place != PagePlace::OnHolder && stepDown() && holder() != windowNode && inPlace(place))
        return;
    for (int tries = 0; holder() == windowNode; ++tries)
        require(tries < 5 && stepDown(), "no headless node takes the lease");
    if (!inPlace(place))
        openPage(place);
}

void Stage::breakNode(int index, const QString &fault, std::chrono::milliseconds time)
{
    QJsonObject order{{QStringLiteral("fault"), fault}, {QStringLiteral("node"), node(index).id()}};
    if (time > 0ms)
        order.insert(QStringLiteral("seconds"), std::chrono::duration<double>(time).count());
    require(m_api.post(node(index).url(), QStringLiteral("faults"), order).ok(), "a fault was refused");
}

void Stage::nudge()
{
    const ApiAnswer answer = m_api.post(node(holder()).url(), QStringLiteral("nudge"), {});
    require(answer.ok(), "a nudge was refused");
    const auto isIt = [&](const LiveMessage &message) {
        return isTrack(message) &&
               quint64(message.body.value(QLatin1String("revision")).toDouble()) == answer.revision();
    };
    const QList<LiveMessage> &heard = m_cluster.watch(holder())->messages();
    require(waitUntil([&] { return std::ranges::any_of(heard, isIt); }), "the nudge is not in the flight");
    const QJsonArray turn =
        std::ranges::find_if(heard, isIt)->body.value(QLatin1String("segments")).toArray().first().toArray();
    const auto number = [&](int index) { return turn.at(index).toDouble(); };
    if (!turn.isEmpty()) // otherwise it flies on as before
        m_reference->turn({Tick(number(0)), {number(1), number(2)}}, {number(3), number(4)});
}

void Stage::stopNode(int index)
{
    node(index).signal(SIGTERM);
    require(node(index).waitForExitStatus() == 0, "a node did not stop cleanly");
}

void Stage::killLeader()
{
    const int leader = m_etcd->leader();
    require(leader >= 0, "etcd has no leader");
    m_etcd->kill(leader);
}

std::chrono::milliseconds Stage::reach() const
{
    return m_etcd ? 10s : 6s;
}

void Stage::mend()
{
    require(!m_etcd || m_etcd->start(), "etcd does not come back");
    require(m_cluster.start(), "the nodes do not agree");
}

UnfailedFlight Stage::flight()
{
    // Messages come late, never early: of some the one that is furthest ahead is the truest. But on a busy
    // machine all may be late, each by a time of its own; so two must say nearly the same.
    std::vector<double> offsets;
    do {
        require(offsets.size() < 100, "the holder's clock cannot be told");
        const LiveMessage track = holdersTrack();
        if (!m_reference)
            m_reference = flightFrom(track);
        offsets.push_back(tickOffset(track));
        std::ranges::sort(offsets, std::greater<>());
    } while (offsets.size() < 3 || offsets[0] - offsets[1] > nearlyTheSame);
    return {*m_reference, TickMapping{.anchorTick = offsets.front()}};
}

void Stage::takeUntil(Nanoseconds instant)
{
    m_page.take();
    m_window.takeUntil(instant);
}

/// What the holder says to a new viewer, which is told at once.
LiveMessage Stage::holdersTrack()
{
    const Viewer viewer(node(holder()).url(), Viewer::Mode::Track);
    const auto track = [&] { return std::ranges::find_if(viewer.messages(), isTrack); };
    require(waitUntil([&] { return track() != viewer.messages().end(); }), "no track came");
    return *track();
}

/// False if no other node takes the lease.
bool Stage::stepDown()
{
    const quint64 term = m_cluster.term();
    breakNode(holder(), QStringLiteral("step-down"));
    const Viewer &watch = *m_cluster.watch(windowNode);
    return waitUntil([&] { return watch.term() > term; }, 2s) && m_cluster.waitUntilAgreed();
}

bool Stage::inPlace(PagePlace place)
{
    const int at = pageNode();
    switch (place) {
    case PagePlace::Anywhere:
        return true;
    case PagePlace::NotOnHolder:
        return at != holder();
    case PagePlace::OnOtherHeadless:
        return at != holder() && at != windowNode;
    case PagePlace::OnHolder:
        return at == holder();
    }
    return false;
}

void Stage::openPage(PagePlace place)
{
    m_page.take(); // what is not fetched now is lost
    const int at = place == PagePlace::OnHolder ? holder() : (holder() + 1) % headlessNodes();
    m_page.open(node(at).url());
    rest(pageSettles);
}

} // namespace everbounce::bench
