// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/etcd/EtcdJson.h"

#include <QTest>

using namespace everbounce::etcd;

namespace {

const QByteArray prefix = "/everbounce/test/";

/// With single quotes for double ones; %1 and %2 are the keys "holder" and "record".
QByteArray json(const char *text)
{
    return QByteArray(text)
        .replace('\'', '"')
        .replace("%1", (prefix + "holder").toBase64())
        .replace("%2", (prefix + "record").toBase64());
}

const std::vector<Request> oneOfEach{Grant{}, KeepAlive{}, Read{}, Transaction{}};

} // namespace

/// etcd's answers, as they came from versions 3.4 and 3.5, and what this node makes of them.
class TestEtcdJson : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aGrantedLease()
    {
        const Answer answer =
            decode(Grant{std::chrono::seconds(1)}, 200,
                   json("{'header':{'revision':'1'},'ID':'2324035696881032709','TTL':'2'}"), prefix);
        const auto *granted = std::get_if<Granted>(&answer);
        QVERIFY(granted);
        QCOMPARE(granted->lease, LeaseNumber(2324035696881032709));
        QCOMPARE(granted->length, std::chrono::seconds(2));
    }

    void aLeaseThatIsOver()
    {
        const Answer answer =
            decode(KeepAlive{77}, 200, json("{'result':{'header':{'revision':'2'},'ID':'77'}}"), prefix);
        const auto *alive = std::get_if<KeptAlive>(&answer);
        QVERIFY(alive);
        QCOMPARE(alive->length, std::chrono::seconds(0));
    }

    void allKeysAfterATransaction()
    {
        const QByteArray body = json("{'header':{'revision':'8'},'succeeded':true,'responses':["
                                     "{'response_put':{}},{'response_range':{'kvs':["
                                     "{'key':'%1','mod_revision':'7','lease':'9','value':'bWU='},"
                                     "{'key':'L290aGVy','mod_revision':'3'}],'count':'2'}}]}");
        const Answer answer = decode(Transaction{}, 200, body, prefix);
        const auto *snapshot = std::get_if<Snapshot>(&answer);
        QVERIFY(snapshot);
        QCOMPARE(snapshot->revision, std::uint64_t(8));
        QCOMPARE(snapshot->all.size(), std::size_t(1)); // the other key is not this cluster's
        QVERIFY((snapshot->all.front() == KeyValue{"holder", "me", 7, 9}));
    }

    void failuresByTheirKind_data()
    {
        using Kind = Failure::Kind;
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("kind");
        const auto row = [](const char *name, int status, const char *message, int code, Kind kind) {
            QTest::newRow(name) << status
                                << json("{'message':'etcdserver: MESSAGE','code':CODE}")
                                       .replace("MESSAGE", message)
                                       .replace("CODE", QByteArray::number(code))
                                << int(kind);
        };
        row("lease", 404, "requested lease not found", 5, Kind::NoSuchLease);
        row("rights", 403, "permission denied", 7, Kind::Denied);
        row("token", 401, "invalid auth token", 16, Kind::Denied);
        row("nobody", 400, "user name is empty", 3, Kind::Denied);
        row("password", 400, "authentication failed, invalid user ID or password", 3, Kind::Denied);
        row("quota", 429, "mvcc: database space exceeded", 8, Kind::Full);
        row("busy", 429, "too many requests", 8, Kind::Unreachable);
        row("leader", 503, "leader changed", 14, Kind::Unreachable);
        QTest::newRow("common name")
            << 400
            << QByteArray("rpc error: code = InvalidArgument desc = CommonName of client sending a request "
                          "against gateway will be ignored and not used as expected\n")
            << int(Kind::Denied);
        QTest::newRow("proxy") << 502 << QByteArray("Bad Gateway") << int(Kind::Unreachable);
        QTest::newRow("no gateway") << 404 << QByteArray("Not Found") << int(Kind::Refused);
    }

    void failuresByTheirKind()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, kind);
        for (const Request &request : oneOfEach) {
            const Answer answer = decode(request, status, body, prefix);
            const auto *failure = std::get_if<Failure>(&answer);
            QVERIFY(failure);
            QCOMPARE(int(failure->kind), kind);
            QVERIFY(!failure->why.empty());
        }
    }

    void whatIsNoAnswerIsNone()
    {
        const QByteArray odd = json("{'header':5,'responses':[7],'result':[],'kvs':{}}");
        for (const QByteArray &body :
             {QByteArray(), QByteArray("{}"), QByteArray("[]"), QByteArray("\xff"), odd}) {
            for (const Request &request : oneOfEach)
                QVERIFY(std::holds_alternative<Failure>(decode(request, 200, body, prefix)));
            QVERIFY(decodeWatchLine(body, prefix).isOver);
            QVERIFY(!decodeStatus(200, body));
            QVERIFY(!tokenOf(200, body));
        }
    }

    void aWatch()
    {
        const WatchLine created =
            decodeWatchLine(json("{'result':{'header':{'revision':'2'},'created':true}}"), prefix);
        QVERIFY(!created.isOver && created.events.empty());
        const WatchLine told =
            decodeWatchLine(json("{'result':{'header':{'revision':'3'},'events':["
                                 "{'kv':{'key':'%2','mod_revision':'2','value':'eA=='}},"
                                 "{'type':'DELETE','kv':{'key':'%1','mod_revision':'3'}}]}}"),
                            prefix);
        QCOMPARE(told.events.size(), std::size_t(2));
        QVERIFY((told.events[0].now == KeyValue{"record", "x", 2, 0}));
        QVERIFY(!told.events[0].isErased);
        QVERIFY(told.events[1].isErased && told.events[1].now.modRevision == 3);
        QVERIFY(decodeWatchLine(json("{'result':{'canceled':true,'compact_revision':'3'}}"), prefix).isOver);
    }

    void theGatewaysOwnWordsAreTold()
    {
        const auto why = [](const QByteArray &body) { return failureOf(400, body)->why; };
        QCOMPARE(why("CommonName of client is ignored\n"), std::string("CommonName of client is ignored"));
        QCOMPARE(why("<html>oh</html>"), std::string("it answers with HTTP status 400"));
        QCOMPARE(why("{}"), std::string("it answers with HTTP status 400"));
    }

    /// The number may be beyond what a signed number holds.
    void whichEtcdItIs()
    {
        const QByteArray read = json("{'header':{'cluster_id':'14841639068965178418','revision':'8'}}");
        QCOMPARE(clusterOf(read), std::uint64_t(14841639068965178418u));
        QCOMPARE(std::get<Snapshot>(decode(Read{}, 200, read, prefix)).cluster, clusterOf(read));
        const QByteArray line =
            json("{'result':{'header':{'cluster_id':'7','revision':'2'},'created':true}}");
        QCOMPARE(clusterOf(line), std::uint64_t(7));
        QCOMPARE(decodeWatchLine(line, prefix).cluster, std::uint64_t(7));
        QCOMPARE(clusterOf(json("{'message':'etcdserver: no leader','code':14}")), std::uint64_t(0));
        QCOMPARE(clusterOf(QByteArray("\xff")), std::uint64_t(0));
    }

    void aTokenIsAskedForAgain()
    {
        QVERIFY(wantsLogin(400, json("{'message':'etcdserver: user name is empty','code':3}")));
        QVERIFY(wantsLogin(401, json("{'message':'etcdserver: invalid auth token','code':16}")));
        QVERIFY(!wantsLogin(403, json("{'message':'etcdserver: permission denied','code':7}")));
        QCOMPARE(tokenOf(200, json("{'token':'abc.12'}")), std::optional(QByteArray("abc.12")));
        QCOMPARE(tokenOf(412, json("{'message':'etcdserver: authentication is not enabled','code':9}")),
                 std::optional(QByteArray()));
    }
};

QTEST_APPLESS_MAIN(TestEtcdJson)
#include "tst_etcd_json.moc"
