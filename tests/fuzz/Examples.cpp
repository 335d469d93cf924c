// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/Examples.h"

#include "engine/ball/behaviors/exchange/ScriptMessages.h"
#include "engine/ball/flight/BallCodec.h"
#include "engine/ball/pipe/Flight.h"
#include "engine/base/cbor/Cbor.h"
#include "engine/cluster/discovery/Beacon.h"
#include "engine/cluster/keyring/Keyring.h"
#include "engine/cluster/link/Hello.h"
#include "engine/cluster/mesh/PeerExchange.h"
#include "engine/cluster/mesh/RelayMessages.h"
#include "engine/lease/peer/LeaseCodec.h"
#include "engine/node/chaos/ChaosState.h"
#include "engine/node/colors/NodeColors.h"
#include "engine/node/events/EventCodec.h"
#include "engine/node/failover/Mark.h"
#include "engine/singleton/Timing.h"
#include "engine/singleton/commands/CommandMessages.h"
#include "engine/singleton/pipe/EngineMessages.h"
#include "engine/singleton/replica/store/LoggedCommand.h"
#include "engine/singleton/replica/store/Snapshot.h"
#include "tests/fakes/BallRecord.h"

#include <QCryptographicHash>

namespace everbounce::fuzz {
namespace {

using namespace std::chrono_literals;

constexpr Nanoseconds now = 1000s;

Track track()
{
    return Track({{100, 400, 200, -4, 3}, {140, 240, 320.5, 4, 3, 0.25, -0.125}, {160, 370, 355, 4, -3}},
                 190);
}

BallState state()
{
    return {.tick = 120, .x = 320, .y = 260, .dx = -4, .dy = 3, .random = {77}};
}

BehaviorRef script()
{
    return {QStringLiteral("Drift"), QByteArray(32, 'h').toHex()};
}

BallRecord record()
{
    BallRecord record;
    record.lease = {7, {42}};
    record.revision = 3;
    record.behavior = script();
    record.lastGood = {QStringLiteral("MirrorJump"), {}};
    record.trialEnd = 150;
    record.quarantine = {{{QStringLiteral("Segfaults"), {}}, QStringLiteral("Segfaults ended the engine.")}};
    record.checkpoint = state();
    record.track = track();
    record.applied = {{QStringLiteral("some-command"), 3, 7}};
    return record;
}

BallRecord recordWithLineage()
{
    BallRecord grown = record();
    grown.lineage = Lineage(true, {{{5, {41}}, 1}, {{7, {42}}, 3}});
    return grown;
}

NodeProfile profile()
{
    NodeProfile profile;
    profile.id = {42};
    profile.name = QStringLiteral("first");
    profile.version = QStringLiteral("0.1.1");
    profile.url = QUrl(QStringLiteral("http://127.0.0.1:4000/"));
    profile.linkPort = 40000;
    return profile;
}

Snapshot snapshot()
{
    return {QStringLiteral("default"), record(), 123.5, 1'790'000'000'000};
}

Snapshot snapshotWithLog()
{
    Snapshot snapshot{QStringLiteral("default"), recordWithLineage(), 123.5, 1'790'000'000'000};
    snapshot.logUpTo = 3;
    snapshot.logHoles = {{1, 2}};
    snapshot.logSize = 345;
    return snapshot;
}

/// The map in it, without its seal.
QCborValue bodyOf(const Snapshot &snapshot)
{
    return parsedCbor(encodeSnapshot(snapshot).chopped(32));
}

/// As a holder of the seal would write it: nothing but the content is at fault.
std::optional<Snapshot> decodeBody(const QCborValue &value)
{
    const QByteArray body = value.toCbor();
    const QByteArray seal = QCryptographicHash::hash(body, QCryptographicHash::Sha256);
    return decodeSnapshot(body + seal, QStringLiteral("default")).snapshot;
}

Hello fullHello()
{
    Hello hello{profile(), {43}, now - 5s};
    hello.agreement = agreementOn({20ms, 400ms, 2s, QStringLiteral("etcd")});
    hello.pages = {QHostAddress(QStringLiteral("192.0.2.1")), QHostAddress(QStringLiteral("2001:db8::1"))};
    hello.keys = {"0123456789abcdef", 4, QByteArray(Keyring::memberBytes, 'm')};
    return hello;
}

Change change()
{
    return {{6, {41}},
            {7, {42}},
            120.25,
            190,
            {{119.5, Mark::Kind::LinkClosed, {41}},
             {119.75, Mark::Kind::Received, {43}, Mark::Message::Vote, 7},
             {120.25, Mark::Kind::Held, {}, Mark::Message::None, 7}}};
}

KeyedEvent event(quint64 id)
{
    EventView view{.id = id,
                   .at = 1'790'000'000'000,
                   .level = EventView::Level::Warning,
                   .text = QStringLiteral("first took the lease 7"),
                   .node = QStringLiteral("first")};
    view.facts = {EventFacts::Kind::Fault, {42}, 7, 0.25, QStringLiteral("kill-node")};
    view.tick = 120.25;
    return {QStringLiteral("lease/%1").arg(id), view};
}

std::vector<LoggedCommand> commands()
{
    return {{QStringLiteral("one"), {6, {41}}, 2, 110, 0xfedcba98, {{QStringLiteral("nudge"), true}}},
            {QStringLiteral("two"), {7, {42}}, 3, 120, 5, {}, 9}};
}

Keyring ring()
{
    Keyring ring = Keyring(QByteArray(Keyring::keyBytes, 'k'))
                       .rotated(QByteArray(Keyring::keyBytes, 'l'), 1'790'000'000'000,
                                QByteArray(Keyring::memberBytes, 'x'));
    ring.note(QByteArray(Keyring::memberBytes, 'a'), QStringLiteral("first"));
    ring.note(QByteArray(Keyring::memberBytes, 'b'));
    return ring;
}

QByteArray beaconKey()
{
    return QByteArray(32, 'k');
}

std::vector<QCborValue> leaseMessages()
{
    const Standing standing{{12, 34, 56}, true};
    const Lease lease{7, {42}};
    std::vector<QCborValue> messages;
    for (const LeaseMessage &message :
         {LeaseMessage{standing, Renewal{lease}}, LeaseMessage{standing, Lost{lease, true}},
          LeaseMessage{standing, Ask{99}},
          LeaseMessage{standing, Known{99, lease, 250ms, {{1, 2, 3}, false}}},
          LeaseMessage{standing, Claim{lease}}, LeaseMessage{standing, Vote{lease}},
          LeaseMessage{standing, Handover{lease}}, LeaseMessage{standing, Renewal{lease, 400ms}},
          LeaseMessage{standing, Lost{lease, true, {8, {43}}}}, LeaseMessage{standing, Handover{lease, true}},
          LeaseMessage{{}, Known{99, {}, 0ms, {}}}})
        messages.push_back(encodeLeaseMessage(message));
    return messages;
}

std::vector<QCborValue> scriptMessages()
{
    std::vector<QCborValue> messages;
    for (const ScriptMessage &message :
         {ScriptMessage(ScriptsTold{4, {}}), ScriptMessage(ScriptsHeard{4}),
          ScriptMessage(ScriptsTold{
              5, {{{script(), {{42}, QStringLiteral("first")}}}, {QStringLiteral("MirrorJump")}}}),
          ScriptMessage(ScriptAsked{script()}), ScriptMessage(ScriptHanded{script(), std::nullopt}),
          ScriptMessage(ScriptHanded{script(), QByteArray("function next() {}")})})
        messages.push_back(encodeScriptMessage(message));
    return messages;
}

ChaosState chaos()
{
    return {.run = 3,
            .origin = {42},
            .step = 7,
            .on = true,
            .until = now + 5min,
            .survived = 2,
            .judged = 3,
            .news = QStringLiteral("Killing first"),
            .open = {{Fault::KillNode, {42}, QStringLiteral("first"), now - 2s}},
            .misses = {QStringLiteral("Hang the engine on first: the ball stood still")}};
}

FlightRequest flightRequest()
{
    FlightRequest request;
    request.behavior = {BehaviorCode::Kind::Script, QStringLiteral("Drift"), {}, "function next() {}"};
    request.start = state();
    request.known = track();
    request.keep = 110;
    request.end = 400;
    request.change = FlightChange{200, std::pair(3.0, -4.0), {}};
    return request;
}

/// A format whose decoder takes a whole message, and whose encoder takes the decoder's result.
template<typename Decode, typename Encode>
Format format(const char *name, std::vector<QCborValue> examples, Decode decode, Encode encode)
{
    return {name, std::move(examples), [=](const QCborValue &value) -> std::optional<QCborValue> {
                const auto decoded = decode(value);
                if (!decoded)
                    return std::nullopt;
                return QCborValue(encode(*decoded));
            }};
}

/// A list, whose decoder leaves crooked entries out.
template<typename Decode, typename Encode>
Format list(const char *name, const QCborMap &example, Decode decode, Encode encode)
{
    return {name,
            {example},
            [=](const QCborValue &value) { return std::optional<QCborValue>(encode(decode(value.toMap()))); },
            true};
}

} // namespace

std::vector<Format> allFormats()
{
    return {
        format("state", {encodeState(state())}, decodeState, encodeState),
        format("box", {encodeBox({})}, decodeBox, encodeBox),
        format("track", {encodeTrack(track())}, decodeTrack, encodeTrack),
        format(
            "record", {encodeRecord(record()), encodeRecord(recordWithLineage())},
            [](const QCborValue &value) { return decodeRecord(value); },
            [](const BallRecord &kept) { return encodeRecord(kept); }),
        format(
            "lease", leaseMessages(),
            [](const QCborValue &value) { return decodeLeaseMessage(value.toMap()); }, encodeLeaseMessage),
        format(
            "script", scriptMessages(),
            [](const QCborValue &value) { return decodeScriptMessage(value.toMap()); }, encodeScriptMessage),
        format(
            "hello", {encodeHello({profile(), {43}, now - 5s}, now), encodeHello(fullHello(), now)},
            [](const QCborValue &value) { return decodeHello(value.toMap(), now, agreementOn({})); },
            [](const Hello &hello) { return encodeHello(hello, now); }),
        list(
            "peers", encodePeers({{{42}, {QHostAddress(QStringLiteral("127.0.0.1")), 40000}}}),
            [](const QCborMap &map) { return decodePeers(map, QHostAddress(QStringLiteral("127.0.0.1"))); },
            encodePeers),
        list("neighbours", encodeNeighbours({{{{42}, 3, {{43}, {44}}}}, {{45}}}), decodeNeighbours,
             encodeNeighbours),
        format(
            "relay", {encodeRelayed({{42}, {43}, 8, "body"})},
            [](const QCborValue &value) { return decodeRelayed(value.toMap()); }, encodeRelayed),
        format(
            "chaos", {encodeChaos(chaos(), now)},
            [](const QCborValue &value) { return decodeChaos(value.toMap(), now); },
            [](const ChaosState &decoded) { return encodeChaos(decoded, now); }),
        list("colors", encodeColors({{QStringLiteral("first"), 0}, {QStringLiteral("second"), 7}}),
             decodeColors, encodeColors),
        format("order", {encodeOrder(5, encodeRequest(flightRequest())), encodeOrder(6, EngineFault::Crash)},
               decodeOrder,
               [](const NumberedOrder &numbered) { return encodeOrder(numbered.number, numbered.order); }),
        format("snapshot body", {bodyOf(snapshot()), bodyOf(snapshotWithLog())}, decodeBody, bodyOf),
        format(
            "change", {QCborValue(encodeChange(change(), true)), QCborValue(encodeChange(change(), false))},
            [](const QCborValue &value) { return decodeChange(value.toMap()); },
            [](const Change &decoded) { return encodeChange(decoded, !decoded.marks.empty()); }),
        format("event", {encodeEvent(event(3))}, decodeEvent, encodeEvent),
        format("events", {encodeEvents({event(3), event(4)})}, decodeEvents, encodeEvents),
        format("commands", {encodeCommands(commands())}, decodeCommands, encodeCommands),
        format(
            "command", {encodeCommand(QStringLiteral("one"), QCborMap{{QStringLiteral("nudge"), true}}, 2)},
            [](const QCborValue &value) { return decodeOrderMessage(value.toMap()); },
            [](const OrderMessage &order) { return encodeCommand(order.id, order.content, order.attempt); }),
        format(
            "result",
            {encodeResult(QStringLiteral("one"), CommandResult::done(3, 7, 2)),
             encodeResult(QStringLiteral("one"),
                          CommandResult::refused(422, QStringLiteral("It is another")))},
            [](const QCborValue &value) { return decodeResult(value.toMap()); },
            [](const ResultMessage &message) { return encodeResult(message.id, message.result); }),
        format(
            "ring", {ring().encode()}, [](const QCborValue &value) { return Keyring::decode(value.toMap()); },
            [](const Keyring &decoded) { return decoded.encode(); }),
        format("request", {encodeRequest(flightRequest())}, decodeRequest, encodeRequest),
        format("reply",
               {encodeReply(FlightAnswer{state(), track()}),
                encodeReply(FlightAnswer{state(), track(), true}),
                encodeReply(FlightRefusal{QStringLiteral("Drift"), QStringLiteral("It fails"), true})},
               decodeReply, encodeReply),
    };
}

std::vector<SealedFormat> sealedFormats()
{
    return {{"beacon", encodeBeacon({Beacon::Kind::Hello, profile()}, beaconKey()),
             [](const QByteArray &bytes) {
                 return decodeBeacon(bytes, beaconKey()).verdict == BeaconVerdict::Good;
             }},
            {"snapshot", encodeSnapshot(snapshot()), [](const QByteArray &bytes) {
                 const SnapshotResult result = decodeSnapshot(bytes, QStringLiteral("default"));
                 return result.snapshot.has_value();
             }}};
}

} // namespace everbounce::fuzz
