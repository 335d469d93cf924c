// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/behaviors/exchange/ScriptExchange.h"
#include "engine/cluster/link/MessageKeys.h"
#include "tests/fakes/LoopbackTransport.h"
#include "tests/unit/cluster/ClusterFixture.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace everbounce;

namespace {

QString text(const char *latin1)
{
    return QString::fromLatin1(latin1);
}

constexpr std::chrono::milliseconds patience{100};

/// A node as far as behaviours go, with a directory of its own.
struct Node
{
    Node(LoopbackBus &bus, quint64 id, const QString &name = {})
        : self(selfInfo(id))
        , transport(bus)
        , exchange(transport, catalogue, named(name), patience)
    {
        QObject::connect(&catalogue, &Catalogue::remark, &catalogue,
                         [this](const QString &sentence) { remarks.append(sentence); });
        QObject::connect(&exchange, &ScriptExchange::remark, &catalogue,
                         [this](const QString &sentence) { remarks.append(sentence); });
        QObject::connect(
            &transport, &Transport::received, &catalogue,
            [this](NodeId, const QCborMap &message) { inbox.append(message[kType].toString()); });
        catalogue.watch({directory.path()});
        if (const QString problem = transport.start(self); !problem.isEmpty())
            qFatal("%s", qPrintable(problem));
    }

    const SelfInfo &named(const QString &name)
    {
        if (!name.isEmpty())
            self.name = name;
        return self;
    }

    void put(const char *name, const QByteArray &source)
    {
        QFile file(directory.filePath(text(name) + text(".js")));
        if (!file.open(QIODevice::WriteOnly) || file.write(source) != source.size())
            qFatal("%s", qPrintable(file.errorString()));
    }

    void remove(const char *name) { QFile::remove(directory.filePath(text(name) + text(".js"))); }

    /// The scripts, each as shown, with a + where it is new.
    QStringList scripts() const
    {
        QStringList names;
        for (const CatalogueEntry &entry : catalogue.entries()) {
            if (entry.source == BehaviorSource::Script)
                names.append(entry.shownName + (entry.isNew ? text("+") : QString()));
        }
        return names;
    }

    QByteArray sourceOf(const char *name)
    {
        const auto found = catalogue.find(text(name));
        const auto *const code = std::get_if<BehaviorCode>(&found);
        return code ? code->source : QByteArray();
    }

    NodeId id() const { return self.id; }

    SelfInfo self;
    QTemporaryDir directory;
    Catalogue catalogue;
    LoopbackTransport transport;
    ScriptExchange exchange;
    QStringList remarks;
    QStringList inbox;
};

using Nodes = std::set<NodeId>;

QStringList one(const char *name)
{
    return {text(name)};
}

} // namespace

class TestScriptExchange : public QObject
{
    Q_OBJECT

    std::unique_ptr<LoopbackBus> m_bus;
    std::unique_ptr<Node> a, b, c;

    void startAll()
    {
        a = std::make_unique<Node>(*m_bus, 1);
        b = std::make_unique<Node>(*m_bus, 2);
        c = std::make_unique<Node>(*m_bus, 3);
    }

private Q_SLOTS:
    void init() { m_bus = std::make_unique<LoopbackBus>(); }

    void cleanup()
    {
        a.reset();
        b.reset();
        c.reset();
        m_bus.reset();
    }

    void spreadsAScript()
    {
        startAll();
        a->put("Foo", "// foo");
        QTRY_COMPARE(b->scripts(), one("Foo+"));
        QTRY_COMPARE(c->scripts(), one("Foo+"));
        QCOMPARE(a->scripts(), one("Foo"));
        QCOMPARE(c->sourceOf("Foo"), QByteArray("// foo"));
        QTRY_COMPARE(a->exchange.nodesWith(text("Foo")), (Nodes{a->id(), b->id(), c->id()}));
        const BehaviorRef ref = std::get<BehaviorRef>(a->catalogue.resolve(text("Foo")));
        QCOMPARE(a->exchange.nodesWith(ref), (Nodes{a->id(), b->id(), c->id()}));
    }

    // When the script that comes after it is there, all has been sent that was to be.
    void spreadsNoPlugin()
    {
        const char *name = "RandomReboundV2NonSticky";
        startAll();
        QByteArray heard;
        connect(&b->transport, &Transport::received, this,
                [&](NodeId, const QCborMap &message) { heard += message.toCborValue().toCbor(); });
        const QString file = text(name) + text(".so");
        QVERIFY(QFile::copy(QStringLiteral(EVERBOUNCE_SHIPPED "/behaviors/") + file,
                            a->directory.filePath(file)));
        QTRY_VERIFY(std::holds_alternative<BehaviorCode>(a->catalogue.find(text(name))));
        QTRY_COMPARE(b->exchange.nodesWith(text(name)), Nodes{a->id()}); // it is known by name
        a->put("Foo", "// foo");
        QTRY_COMPARE(b->scripts(), one("Foo+"));
        QVERIFY(heard.contains("// foo") && !heard.contains("\x7f\x45LF"));
        QVERIFY(!std::holds_alternative<BehaviorCode>(b->catalogue.find(text(name))));
        QVERIFY(!QFile::exists(b->directory.filePath(file)));
    }

    void tellsWhoHasWhat()
    {
        startAll();
        const Nodes all{a->id(), b->id(), c->id()};
        QTRY_COMPARE(b->exchange.nodesWith(text("MirrorJump")), all);
        QCOMPARE(b->exchange.nodesWith(text("NonExistentBehavior")), Nodes{});
        a.reset();
        QTRY_COMPARE(b->exchange.nodesWith(text("MirrorJump")), (Nodes{b->id(), c->id()}));
    }

    void reachesALateJoiner()
    {
        a = std::make_unique<Node>(*m_bus, 1);
        b = std::make_unique<Node>(*m_bus, 2);
        a->put("Foo", "// foo");
        QTRY_COMPARE(b->scripts(), one("Foo+"));
        c = std::make_unique<Node>(*m_bus, 3);
        QTRY_COMPARE(c->scripts(), one("Foo+"));
    }

    void outlivesItsOrigin()
    {
        a = std::make_unique<Node>(*m_bus, 1);
        b = std::make_unique<Node>(*m_bus, 2);
        a->put("Foo", "// foo");
        QTRY_COMPARE(b->scripts(), one("Foo+"));
        a.reset();
        QTRY_VERIFY(b->transport.peers().isEmpty());
        c = std::make_unique<Node>(*m_bus, 3);
        QTRY_COMPARE(c->scripts(), one("Foo+"));
        QCOMPARE(b->scripts(), one("Foo+"));
    }

    void goesWithItsFile()
    {
        startAll();
        a->put("Foo", "// foo");
        QTRY_COMPARE(c->scripts(), one("Foo+"));
        QTRY_COMPARE(b->scripts(), one("Foo+"));
        a->remove("Foo");
        QTRY_VERIFY(b->scripts().isEmpty());
        QTRY_VERIFY(c->scripts().isEmpty());
    }

    void staysWhereAnotherNodeHasTheFileToo()
    {
        startAll();
        a->put("Foo", "// foo");
        b->put("Foo", "// foo");
        QTRY_COMPARE(c->scripts(), one("Foo+"));
        QTRY_COMPARE(b->scripts(), one("Foo"));
        QTRY_COMPARE(a->scripts(), one("Foo"));
        a->remove("Foo");
        QTRY_COMPARE(a->scripts(), one("Foo+"));
        QCOMPARE(c->scripts(), one("Foo+"));
    }

    void followsAnEditWithoutAConflict()
    {
        startAll();
        a->put("Foo", "// 1");
        QTRY_COMPARE(b->sourceOf("Foo"), QByteArray("// 1"));
        QTRY_COMPARE(c->sourceOf("Foo"), QByteArray("// 1"));
        const BehaviorRef old = std::get<BehaviorRef>(c->catalogue.resolve(text("Foo")));
        a->put("Foo", "// 2");
        QTRY_COMPARE(b->sourceOf("Foo"), QByteArray("// 2"));
        QTRY_COMPARE(c->sourceOf("Foo"), QByteArray("// 2"));
        for (const Node *node : {a.get(), b.get(), c.get()})
            QVERIFY2(node->remarks.isEmpty(), qPrintable(node->remarks.join(u' ')));
        QCOMPARE(std::get<BehaviorCode>(c->catalogue.find(old)).source,
                 QByteArray("// 1")); // a flight goes on
    }

    void followsAnEditMadeWhileTheNodeWasDown()
    {
        startAll();
        a->put("Foo", "// 1");
        QTRY_COMPARE(b->sourceOf("Foo"), QByteArray("// 1"));
        QTRY_COMPARE(c->sourceOf("Foo"), QByteArray("// 1"));
        a.reset();
        QTRY_COMPARE(b->transport.peers().size(), 1);
        a = std::make_unique<Node>(*m_bus, 7, text("node-1"));
        a->put("Foo", "// 2");
        QTRY_COMPARE(b->sourceOf("Foo"), QByteArray("// 2"));
        QTRY_COMPARE(c->sourceOf("Foo"), QByteArray("// 2"));
        QCOMPARE(a->scripts(), one("Foo"));
    }

    void keepsTwoOfOneNameApartEverywhere()
    {
        startAll();
        a->put("Foo", "// one");
        b->put("Foo", "// two");
        const auto shownOn = [](const Node &node) {
            QStringList names = node.scripts();
            return names.replaceInStrings(text("+"), QString());
        };
        QTRY_COMPARE(shownOn(*c).size(), 2);
        QTRY_COMPARE(shownOn(*a), shownOn(*c));
        QTRY_COMPARE(shownOn(*b), shownOn(*c));
        for (Node *node : {a.get(), b.get(), c.get()}) {
            QCOMPARE(node->remarks.size(), 1);
            QVERIFY(node->sourceOf("Foo").isEmpty());
            for (const QString &name : shownOn(*c))
                QVERIFY(!node->sourceOf(qPrintable(name)).isEmpty());
        }
    }

    void isRepairedAfterLoss()
    {
        m_bus->setDropShare(0.5);
        a = std::make_unique<Node>(*m_bus, 1);
        b = std::make_unique<Node>(*m_bus, 2);
        a->put("Foo", "// foo");
        QTRY_COMPARE_WITH_TIMEOUT(b->scripts(), one("Foo+"), 30'000);
    }

    void whatIsNotAnsweredIsSaidAgainForAsLongAsItTakes()
    {
        a = std::make_unique<Node>(*m_bus, 1);
        LoopbackTransport deaf(*m_bus);
        QVERIFY(deaf.start(selfInfo(9)).isEmpty());
        int lists = 0;
        int asks = 0;
        connect(&deaf, &Transport::received, this, [&](NodeId, const QCborMap &map) {
            const auto message = decodeScriptMessage(map);
            lists += message && std::holds_alternative<ScriptsTold>(*message);
            asks += message && std::holds_alternative<ScriptAsked>(*message);
        });
        QTRY_COMPARE(deaf.peers().size(), 1);
        ScriptsTold told{.number = 1};
        told.list.scripts[makeScript(text("Foo"), "// foo").ref] = {NodeId{9}, text("node-9")};
        deaf.send(a->id(), encodeScriptMessage(told));
        QTRY_VERIFY_WITH_TIMEOUT(lists >= 7 && asks >= 7, 20'000);
        deaf.stop();
    }

    void isSilentAtRest()
    {
        startAll();
        a->put("Foo", "// foo");
        QTRY_COMPARE(b->scripts(), one("Foo+"));
        QTRY_COMPARE(a->exchange.nodesWith(text("Foo")).size(), std::size_t(3));
        const auto count = [this] { return a->inbox.size() + b->inbox.size() + c->inbox.size(); };
        qsizetype before = 0;
        for (int tries = 0; tries < 20 && before != count();
             ++tries) { // the last confirmations are on their way
            before = count();
            QTest::qWait(int((4 * patience).count())); // what is not confirmed would be said again
        }
        QCOMPARE(count(), before);
    }

    void carriesNoMoreThanItsCap()
    {
        a = std::make_unique<Node>(*m_bus, 1);
        for (int i = 0; i < 80; ++i)
            a->put(qPrintable(QStringLiteral("S%1").arg(i)),
                   QByteArray(maxScriptBytes - 8, ' ') + QByteArray::number(1000 + i));
        QTRY_COMPARE(a->scripts().size(), 80);
        b = std::make_unique<Node>(*m_bus, 2);
        QTRY_COMPARE_WITH_TIMEOUT(b->remarks.size(), 1, 20'000);
        QVERIFY(b->remarks.first().contains(text("more scripts")));
        QTRY_VERIFY_WITH_TIMEOUT(b->scripts().size() >= 56 && b->scripts().size() <= 64, 20'000);
    }

    void takesNothingThatItDidNotAskForOrThatIsNotWhatItSays()
    {
        a = std::make_unique<Node>(*m_bus, 1);
        LoopbackTransport liar(*m_bus);
        QVERIFY(liar.start(selfInfo(9)).isEmpty());
        QTRY_COMPARE(liar.peers().size(), 1);
        const ScriptText unasked = makeScript(text("Unasked"), "// unasked");
        liar.send(a->id(), encodeScriptMessage(ScriptHanded{unasked.ref, unasked.source}));

        ScriptsTold told{.number = 1};
        const ScriptText faked = makeScript(text("Faked"), "// as told");
        told.list.scripts[faked.ref] = {NodeId{9}, text("node-9")};
        told.list.scripts[{text("MirrorJump"), faked.ref.hash}] = {NodeId{9}, text("node-9")};
        told.list.scripts[{text("no name"), faked.ref.hash}] = {NodeId{9}, text("node-9")};
        QStringList asked;
        connect(&liar, &Transport::received, this, [&](NodeId from, const QCborMap &map) {
            const auto message = decodeScriptMessage(map);
            if (!message || !std::holds_alternative<ScriptAsked>(*message))
                return;
            const BehaviorRef ref = std::get<ScriptAsked>(*message).ref;
            asked.append(ref.name);
            liar.send(from, encodeScriptMessage(ScriptHanded{ref, QByteArray("// something else")}));
        });
        liar.send(a->id(), encodeScriptMessage(told));
        QTRY_COMPARE(asked, one("Faked"));
        b = std::make_unique<Node>(*m_bus, 2);
        b->put("Honest", "// honest");
        QTRY_COMPARE(a->scripts(), one("Honest+")); // came later over links in order, so the lie is through
        QCOMPARE(asked, one("Faked"));
        liar.stop();
    }

    void readsNoMalformedMessage()
    {
        const auto type = [](const char *name) { return QCborMap{{kType, text(name)}}; };
        for (const char *name : {"scripts", "scripts-heard", "script-ask", "script-text", "other"})
            QVERIFY(!decodeScriptMessage(type(name)));
        QCborMap handed =
            encodeScriptMessage(ScriptHanded{makeScript(text("Foo"), "x").ref, QByteArray("x")});
        QVERIFY(decodeScriptMessage(handed));
        handed[text("text")] = text("not bytes");
        QVERIFY(!decodeScriptMessage(handed));
        handed[text("hash")] = QByteArray(31, 'h');
        QVERIFY(!decodeScriptMessage(handed));
    }
};

QTEST_GUILESS_MAIN(TestScriptExchange)
#include "tst_script_exchange.moc"
