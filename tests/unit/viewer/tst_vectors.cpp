// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/flight/Bounces.h"
#include "engine/base/NameOrder.h"
#include "engine/node/view/EventTime.h"
#include "engine/viewer/flight/FlightRecorder.h"
#include "engine/viewer/flight/GhostPath.h"
#include "engine/viewer/flight/StallMeter.h"
#include "engine/viewer/look/Incidents.h"
#include "engine/viewer/look/LinksLayout.h"
#include "engine/viewer/look/NodeLooks.h"
#include "engine/viewer/look/RecorderJson.h"
#include "engine/viewer/look/Tour.h"
#include "engine/viewer/words/BehaviorWords.h"
#include "engine/viewer/words/FaultWords.h"
#include "engine/viewer/words/HouseWords.h"
#include "engine/viewer/words/RecorderWords.h"
#include "engine/viewer/words/SentenceWords.h"
#include "engine/viewer/words/Words.h"
#include "tests/unit/viewer/VectorCases.h"

#include <QRegularExpression>

#include <cmath>

using namespace everbounce;

/// What window and page must agree on. The same cases are run over the page's code by
/// tests/browser/modules/vectors.test.js.
class TestVectors : public QObject
{
    Q_OBJECT

private:
    static std::vector<Segment> segmentsOf(const QJsonObject &given)
    {
        std::vector<Segment> segments;
        for (const QJsonValue &segment : given[QLatin1String("segments")].toArray())
            segments.push_back({Tick(segment[0].toInteger()), segment[1].toDouble(), segment[2].toDouble(),
                                segment[3].toDouble(), segment[4].toDouble(), segment[5].toDouble(),
                                segment[6].toDouble()});
        return segments;
    }

    static Nanoseconds ms(double length) { return Nanoseconds(qint64(length * 1e6)); }
    static double inMs(Nanoseconds length) { return double(length.count()) / 1e6; }

    /// Numbers within a hundredth of each other are the same.
    static QJsonValue rounded(const QJsonValue &value)
    {
        if (value.isDouble())
            return std::round(value.toDouble() * 100) / 100 + 0.0; // no −0
        if (value.isArray()) {
            QJsonArray array;
            for (const QJsonValue &part : value.toArray())
                array.append(rounded(part));
            return array;
        }
        QJsonObject object = value.toObject();
        for (const QString &member : object.keys())
            object[member] = rounded(object[member]);
        return value.isObject() ? QJsonValue(object) : value;
    }
    static QByteArray shown(const QJsonValue &value)
    {
        return QJsonDocument(QJsonArray{rounded(value)}).toJson(QJsonDocument::Compact);
    }

    static bool isBehind(const LinkLine &line, const QRectF &card)
    {
        for (int i = 0; i <= 200; ++i) {
            const QPointF at = line.along(i / 200.0);
            if (card.left() < at.x() && at.x() < card.right() && card.top() < at.y() &&
                at.y() < card.bottom())
                return true;
        }
        return false;
    }

    static QRectF rectOf(const QJsonValue &value)
    {
        return {value[0].toDouble(), value[1].toDouble(), value[2].toDouble(), value[3].toDouble()};
    }
    static QJsonArray arrayOf(QPointF point) { return {point.x(), point.y()}; }

    /// "b", "b?" where it is silent, "b=NAME" where it has another name than "node b".
    static NodeInfo nodeOf(const QString &text)
    {
        const QString name = text.section(u'=', 1);
        const QString letter = text.left(1);
        return {.id = idOf(letter),
                .name = name.isEmpty() ? QStringLiteral("node ") + letter : name,
                .state = text.contains(u'?') ? NodeInfo::State::Suspect : NodeInfo::State::Alive};
    }

    static QString wordsOf(const NodeLook &look)
    {
        static const char *const states[] = {"alive", "suspect", "frozen", "isolated",
                                             "lossy", "dying",   "gone",   "apart"};
        QStringList words{letterOf(look.node.id), QLatin1String(states[int(look.state)])};
        if (look.secondsLeft > 0)
            words << QStringLiteral("%1 s").arg(look.secondsLeft);
        if (look.holdsApart)
            words << QStringLiteral("holds");
        if (look.isGhost)
            words << QStringLiteral("ghost");
        if (look.isFolding)
            words << QStringLiteral("folding");
        return words.join(u' ');
    }

    /// One side at most, with its holder.
    static std::vector<Side> sidesOf(const QJsonObject &told)
    {
        Side side{.lease = {1, idOf(told[QLatin1String("holds")].toString())}};
        for (const QJsonValue &node : told[QLatin1String("apart")].toArray())
            side.nodes << nodeOf(node.toString());
        return side.nodes.isEmpty() ? std::vector<Side>() : std::vector{side};
    }

    static void tell(NodeLooks &looks, double at, const QJsonObject &told, NodeId self)
    {
        if (told.contains(QLatin1String("nodes"))) {
            ClusterView view;
            view.self = self;
            for (const QJsonValue &node : told[QLatin1String("nodes")].toArray())
                view.nodes << nodeOf(node.toString());
            looks.setView(view, ms(at));
        } else if (told.contains(QLatin1String("apart"))) {
            looks.setSides(sidesOf(told));
        } else if (told.contains(QLatin1String("dying"))) {
            looks.setAskedToDie(idOf(told[QLatin1String("dying")].toString()),
                                told[QLatin1String("asked")].toBool());
        } else {
            looks.addEvent(eventOf(told), ms(at));
        }
    }

    static void tell(Tour &tour, const QJsonValue &told)
    {
        const auto text = [&](const char *name) { return told[QLatin1String(name)].toString(); };
        const auto term = quint64(told[QLatin1String("term")].toInteger());
        if (told == QLatin1String("begin"))
            tour.begin();
        else if (told == QLatin1String("next"))
            tour.next();
        else if (told == QLatin1String("leave"))
            tour.leave();
        else if (told == QLatin1String("look"))
            tour.look();
        else if (!told[QLatin1String("stall")].isUndefined())
            tour.addStall(told[QLatin1String("stall")].toDouble());
        else if (!told[QLatin1String("kind")].isUndefined())
            tour.addEvent(eventNamed(told.toObject(), text("node")));
        else
            tour.setCluster({text("holder"), term, told[QLatin1String("nodes")].toInt()});
    }

    static EventView eventNamed(const QJsonObject &told, const QString &node)
    {
        EventView event = eventOf(told);
        event.node = node;
        return event;
    }

    static QString nameOf(const QString &letter)
    {
        return letter == QLatin1String("a")   ? QStringLiteral("alpha")
               : letter == QLatin1String("b") ? QStringLiteral("beta")
                                              : QString();
    }

    /// A fault where it has no kind.
    static EventView eventOf(const QJsonObject &told)
    {
        using Kind = EventFacts::Kind;
        const QString kind = told[QLatin1String("kind")].toString();
        const QString about = told[QLatin1String("about")].toString();
        EventView event{.node = nameOf(about)};
        static const QHash<QString, Kind> kinds{
            {QStringLiteral("lease"), Kind::Lease},       {QStringLiteral("engine-lost"), Kind::EngineLost},
            {QStringLiteral("restored"), Kind::Restored}, {QStringLiteral("left"), Kind::Left},
            {QStringLiteral("silent"), Kind::Silent},     {QStringLiteral("joined"), Kind::Joined},
            {QStringLiteral("other"), Kind::Other},       {QStringLiteral("behavior"), Kind::Behavior}};
        event.facts = {.kind = kinds.value(kind, Kind::Fault),
                       .node = idOf(about),
                       .term = quint64(told[QLatin1String("term")].toInteger()),
                       .seconds = told[QLatin1String("seconds")].toDouble(),
                       .fault = told[QLatin1String("fault")].toString()};
        return event;
    }

    static constexpr double noon = 1'700'000'000'000; // a multiple of a second

    static void tell(FlightRecorder &recorder, double at, const QJsonObject &told)
    {
        if (told.contains(QLatin1String("stall")))
            return recorder.addStall(told[QLatin1String("stall")].toDouble(), at);
        if (!told.contains(QLatin1String("holder"))) {
            EventView event = eventOf(told);
            event.at = qint64(at);
            return recorder.add(event);
        }
        const QString holder = told[QLatin1String("holder")].toString();
        ClusterView view;
        if (!holder.isEmpty())
            view.lease = {quint64(told[QLatin1String("term")].toInteger()), idOf(holder)};
        for (const char *node : {"a", "b"})
            view.nodes << NodeInfo{.id = idOf(QLatin1String(node)), .name = nameOf(QLatin1String(node))};
        recorder.setView(view, at);
    }

    static QJsonObject told(const RecordedSpan &span)
    {
        QJsonArray bands, gaps, faults, engine, stalls, stops;
        for (const auto &band : span.bands)
            bands.append(
                QJsonArray{letterOf(band.node), qint64(band.term), band.from - noon, band.to - noon});
        for (const auto &gap : span.gaps)
            gaps.append(QJsonArray{gap.from - noon, gap.to - noon});
        for (const auto &fault : span.faults)
            faults.append(QJsonArray{fault.at - noon, fault.to - noon, fault.fault, letterOf(fault.node)});
        for (const auto &mark : span.engine)
            engine.append(QJsonArray{mark.at - noon,
                                     mark.lost ? QStringLiteral("lost") : QStringLiteral("on"),
                                     letterOf(mark.node)});
        for (const auto &stall : span.stalls)
            stalls.append(QJsonArray{stall.at - noon, stall.ms});
        for (const double at : words::instantsOf(span)) {
            if (at > span.from && at < span.to)
                stops.append(at - noon);
        }
        const QJsonObject totals{{QStringLiteral("faults"), span.faultsInjected()},
                                 {QStringLiteral("changes"), int(span.changesOfHands().size())},
                                 {QStringLiteral("gap"), span.longestGap()},
                                 {QStringLiteral("stall"), span.longestStall()}};
        return {{QStringLiteral("bands"), bands},   {QStringLiteral("gaps"), gaps},
                {QStringLiteral("faults"), faults}, {QStringLiteral("engine"), engine},
                {QStringLiteral("stalls"), stalls}, {QStringLiteral("stops"), stops},
                {QStringLiteral("totals"), totals}, {QStringLiteral("summary"), words::summaryOf(span)}};
    }

    /// What the words of a case are now.
    static QString wordsNow(const QJsonObject &given)
    {
        const auto text = [&](const char *name) { return given[QLatin1String(name)].toString(); };
        const auto has = [&](const char *name) { return given.contains(QLatin1String(name)); };
        if (has("status"))
            return words::statusLine(text("holder"), quint64(given[QLatin1String("term")].toInteger()),
                                     text("behavior"), given[QLatin1String("nodes")].toInt(),
                                     text("summary"));
        if (has("duration"))
            return words::milliseconds(given[QLatin1String("ms")].toDouble());
        if (has("brief"))
            return words::briefOf(infoOf(*faultFromName(text("fault"))));
        if (has("title"))
            return aboutFault(infoOf(*faultFromName(text("fault"))));
        if (has("meaning"))
            return words::meaningOf(text("word"));
        if (has("called"))
            return words::nameOf(text("word"));
        return has("description") ? words::descriptionOf(text("description"))
                                  : words::age(ms(given[QLatin1String("seconds")].toDouble() * 1000));
    }

    static QString aboutFault(const FaultInfo &fault)
    {
        return QStringList{words::titleOf(fault), words::whatOf(fault), words::seeOf(fault)}.join(u'|');
    }

    /// `given` is a case, or what it has in German.
    static QString expectedWords(const QJsonValue &given)
    {
        if (given.isString())
            return given.toString();
        const auto text = [&](const char *name) { return given[QLatin1String(name)].toString(); };
        if (const QString title = text("title"); !title.isEmpty())
            return QStringList{title, text("what"), text("see")}.join(u'|');
        for (const char *each : {"status", "duration", "brief", "meaning", "called", "description"}) {
            if (const QString found = text(each); !found.isEmpty())
                return found;
        }
        return text("age");
    }

private Q_SLOTS:
    void eventTimes_data() { addCasesOf("event-times"); }
    void eventTimes()
    {
        QFETCH(const QJsonObject, given);
        const auto number = [&](const char *name) { return given[QLatin1String(name)].toDouble(); };
        const QJsonValue told = given[QLatin1String("event")];
        EventView event{.at = qint64(told[QLatin1String("at")].toDouble()),
                        .tick = told[QLatin1String("tick")].toDouble()};
        std::optional<TickMapping> clock;
        if (given[QLatin1String("tick")].isDouble())
            clock = TickMapping{.anchor = ms(number("now")),
                                .anchorTick = number("tick"),
                                .tickLength = ms(number("tick_ms"))};
        event.instant = instantByTick(event, clock, ms(number("now")));
        QCOMPARE(instantOf(event, ms(number("now")), qint64(number("wall"))), ms(number("instant")));
    }

    void words_data() { addCasesOf("words"); }
    void words()
    {
        QFETCH(const QJsonObject, given);
        QCOMPARE(wordsNow(given), expectedWords(given));
        const InGerman german;
        if (german.isSpoken())
            QCOMPARE(wordsNow(given), expectedWords(given[QLatin1String("de")]));
    }

    void sentences_data() { addCasesOf("sentences"); }
    void sentences()
    {
        QFETCH(const QJsonObject, given);
        const QString sent = given[QLatin1String("sentence")].toString();
        QCOMPARE(words::sentenceOf(sent), sent);
        words::SentenceTranslator german;
        QVERIFY(german.loadLists(QStringLiteral(EVERBOUNCE_SENTENCES)));
        QCoreApplication::installTranslator(&german);
        QCOMPARE(words::sentenceOf(sent), given[QLatin1String("de")].toString());
    }

    void bounces_data() { addCasesOf("bounces"); }
    void bounces()
    {
        QFETCH(const QJsonObject, given);
        const std::vector<Segment> segments = segmentsOf(given);
        QJsonArray found;
        for (const Bounce &bounce : bouncesOf(Track(segments, segments.back().tick + 10), Box()))
            found.append(QJsonArray{bounce.tick, bounce.at.x, bounce.at.y});
        QCOMPARE(shown(found), shown(given[QLatin1String("bounces")]));
    }

    void ghost_data() { addCasesOf("ghost"); }
    void ghost()
    {
        QFETCH(const QJsonObject, given);
        QJsonArray found;
        for (const GhostStroke &stroke :
             ghostStrokes(Track(segmentsOf(given), Tick(given[QLatin1String("end")].toInteger())))) {
            QJsonArray numbers;
            if (stroke.by)
                numbers = {stroke.by->x, stroke.by->y};
            numbers.append(stroke.to.x);
            numbers.append(stroke.to.y);
            found.append(numbers);
        }
        QCOMPARE(shown(found), shown(given[QLatin1String("strokes")]));
    }

    void stalls_data() { addCasesOf("stalls"); }
    void stalls()
    {
        QFETCH(const QJsonObject, given);
        const double aMs = given[QLatin1String("speed")].toDouble(0.1);
        StallMeter meter;
        double now = 0;
        double x = 0;
        for (const QJsonValue &frame : given[QLatin1String("frames")].toArray()) {
            if (frame.isString()) {
                meter.pause();
                continue;
            }
            QJsonArray parts = frame.toArray();
            const int times = parts[0].isString() ? parts.takeAt(0).toString().mid(1).toInt() : 1;
            for (int i = 0; i < times; ++i) {
                now += parts[0].toDouble();
                if (parts[1].toString() == QLatin1String("moves"))
                    x = now * aMs;
                const double stall = inMs(meter.frame(ms(now), {x, 0}, aMs * 1000));
                QCOMPARE(shown(stall), shown(parts[2]));
            }
        }
    }

    void links_data() { addCasesOf("links"); }
    void links()
    {
        QFETCH(const QJsonObject, given);
        std::map<NodeId, QRectF> cards;
        const QJsonObject shownCards = given[QLatin1String("cards")].toObject();
        for (const QString &node : shownCards.keys())
            cards.emplace(idOf(node), rectOf(shownCards[node]));
        std::vector<QRectF> others;
        for (const QJsonValue &other : given[QLatin1String("others")].toArray())
            others.push_back(rectOf(other));
        std::vector<LinkToDraw> links;
        for (const QJsonValue &link : given[QLatin1String("links")].toArray())
            links.push_back({idOf(link[0].toString()), idOf(link[1].toString()), link[2].toString()});
        QJsonArray found;
        for (const LinkLine &line : layOutLinks(links, cards, others)) {
            found.append(QJsonObject{
                {QStringLiteral("a"), letterOf(line.a)},
                {QStringLiteral("b"), letterOf(line.b)},
                {QStringLiteral("from"), arrayOf(line.from)},
                {QStringLiteral("past"), arrayOf(line.past)},
                {QStringLiteral("to"), arrayOf(line.to)},
                {QStringLiteral("place"), line.place ? QJsonValue(arrayOf(*line.place)) : QJsonValue()}});
            QCOMPARE(line.along(0), line.from);
            for (const auto &[id, card] : cards)
                QVERIFY(id == line.a || id == line.b || !isBehind(line, card));
            for (const QRectF &other : others)
                QVERIFY(!isBehind(line, other));
        }
        QCOMPARE(shown(found), shown(given[QLatin1String("lines")]));
    }

    void looks_data() { addCasesOf("looks"); }
    void looks()
    {
        QFETCH(const QJsonObject, given);
        NodeLooks looks;
        QJsonArray pending = given[QLatin1String("told")].toArray();
        const NodeId self = nodeOf(pending[0][1][QLatin1String("nodes")][0].toString()).id;
        for (const QJsonValue &expected : given[QLatin1String("seen")].toArray()) {
            const double now = expected[0].toDouble();
            while (!pending.isEmpty() && pending[0][0].toDouble() <= now) {
                const QJsonValue told = pending.takeAt(0);
                tell(looks, told[0].toDouble(), told[1].toObject(), self);
            }
            QJsonArray seen;
            for (const NodeLook &look : looks.at(ms(now)))
                seen.append(wordsOf(look));
            QCOMPARE(shown(seen), shown(expected[1]));
        }
    }

    void recorder_data() { addCasesOf("recorder"); }
    void recorder()
    {
        QFETCH(const QJsonObject, given);
        FlightRecorder recorder;
        for (const QJsonValue &each : given[QLatin1String("told")].toArray())
            tell(recorder, noon + each[0].toDouble(), each[1].toObject());
        recorder.setKnownSince(noon + given[QLatin1String("knownSince")].toDouble(-FlightRecorder::hour));
        const double length = given[QLatin1String("minutes")].toDouble(1) * FlightRecorder::minute;
        const RecordedSpan span = recorder.last(length, noon);
        const double tolerance = given[QLatin1String("tolerance")].toDouble(50);
        const auto check = [&](const QJsonObject &expected) {
            const QJsonObject found = told(span);
            for (const QString &what : found.keys()) {
                if (expected.contains(what))
                    QCOMPARE(shown(found[what]), shown(expected[what]));
            }
            for (const QJsonValue &at : expected[QLatin1String("around")].toArray())
                QCOMPARE(words::around(span, noon + at[0].toDouble(), tolerance, recorder), at[1].toString());
        };
        check(given);
        for (const QJsonValue &drawn : given[QLatin1String("drawn")].toArray()) {
            const std::optional<double> stall = recorder.stallAround(quint64(drawn[0].toInteger()));
            QCOMPARE(stall ? QJsonValue(*stall) : QJsonValue(), drawn[1]);
        }
        if (given.contains(QLatin1String("json")))
            QCOMPARE(QJsonValue(recorderJson(span, recorder, noon)), given[QLatin1String("json")]);
        const InGerman german;
        if (german.isSpoken())
            check(given[QLatin1String("de")].toObject());
    }

    void names_data() { addCasesOf("names"); }
    void names()
    {
        QFETCH(const QJsonObject, given);
        const QJsonArray names = given[QLatin1String("names")].toArray();
        for (qsizetype i = 1; i < names.size(); ++i) {
            const QString one = names[i - 1].toString();
            const QString next = names[i].toString();
            QVERIFY2(compareNames(one, next) < 0 && compareNames(next, one) > 0, qPrintable(next));
            QCOMPARE(compareNames(next, next), 0);
        }
    }

    void incidents_data() { addCasesOf("incidents"); }
    void incidents()
    {
        QFETCH(const QJsonObject, given);
        Incidents model;
        QJsonArray found;
        for (const QJsonValue &each : given[QLatin1String("told")].toArray()) {
            const QJsonObject told{{QStringLiteral("kind"), each[1]}};
            found.append(model.of(eventOf(told).facts.kind, ms(each[0].toDouble())));
        }
        QCOMPARE(shown(found), shown(given[QLatin1String("incidents")]));
    }

    void tour_data() { addCasesOf("tour"); }
    void tour()
    {
        QFETCH(const QJsonObject, given);
        if (given[QLatin1String("viewer")].toString() == QLatin1String("page"))
            return;
        Tour tour;
        for (const QJsonValue &each : given[QLatin1String("told")].toArray())
            tell(tour, each);
        const auto check = [&](const QJsonObject &expected) {
            const Tour::View view = tour.view();
            const QJsonObject found{{QStringLiteral("step"), tour.step()},
                                    {QStringLiteral("title"), view.title},
                                    {QStringLiteral("text"), view.text},
                                    {QStringLiteral("done"), view.told}};
            for (const QString &what : found.keys()) {
                if (expected.contains(what))
                    QCOMPARE(found[what], expected[what]);
            }
        };
        check(given);
        const InGerman german;
        if (german.isSpoken())
            check(given[QLatin1String("de")].toObject());
    }
};

QTEST_GUILESS_MAIN(TestVectors)
#include "tst_vectors.moc"
