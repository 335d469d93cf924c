// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/Version.h"
#include "tests/unit/web/WebFixture.h"
#include "web/api/Metrics.h"

#include <QRegularExpression>

#include <limits>

using namespace everbounce;
using namespace std::chrono_literals;

/// Promises of /metrics: the text format of Prometheus, and whose figures are in it.
class TestWebMetrics : public QObject
{
    Q_OBJECT

private:
    static WireAnswer metricsOf(const ServedNode &served)
    {
        WireClient client(served.port());
        client.send("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n");
        return client.next();
    }

private Q_SLOTS:
    void figuresOfOneNameStandTogether()
    {
        const auto figure = [](const char *name, const char *label, double value) {
            return Metric{name,
                          "Text \\ of\nfigure.",
                          Metric::Type::Counter,
                          {{"of", QString::fromLatin1(label)}},
                          value};
        };
        const double infinity = std::numeric_limits<double>::infinity();
        QCOMPARE(metricsText({figure("b_total", "x", 1),
                              figure("a_total", "q\"\\\n", 0.5),
                              figure("b_total", "y", 1e15),
                              {"c", "C.", Metric::Type::Gauge, {}, -infinity}}),
                 QByteArray("# HELP everbounce_a_total Text \\\\ of\\nfigure.\n"
                            "# TYPE everbounce_a_total counter\n"
                            "everbounce_a_total{of=\"q\\\"\\\\\\n\"} 0.5\n"
                            "# HELP everbounce_b_total Text \\\\ of\\nfigure.\n"
                            "# TYPE everbounce_b_total counter\n"
                            "everbounce_b_total{of=\"x\"} 1\n"
                            "everbounce_b_total{of=\"y\"} 1000000000000000\n"
                            "# HELP everbounce_c C.\n"
                            "# TYPE everbounce_c gauge\n"
                            "everbounce_c -Inf\n"));
    }

    void theNodesFiguresAndTheGatewaysOwn()
    {
        ServedNode served;
        Watcher viewer(liveOf(served.listening.url));
        QTRY_COMPARE_GE(viewer.messages.size(), 5);
        viewer.say(R"({"type":"command","id":"1","command":"nudge"})");
        viewer.say(R"({"type":"command","id":"2","command":"behavior","name":"Unheard"})");
        QTRY_COMPARE(viewer.of("problem").size(), 1);
        WireClient client(served.port());
        client.send("GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QCOMPARE(client.next().status, 404);
        const WireAnswer answer = metricsOf(served);
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.header("Content-Type"), QByteArray("text/plain; version=0.0.4; charset=utf-8"));
        for (const char *line :
             {"everbounce_term 1", "everbounce_link_rtt_seconds{peer=\"a \\\"b\\\"\"} 0.0005",
              "everbounce_build_info{version=\"" EVERBOUNCE_VERSION "\"} 1",
              "everbounce_web_viewers{mode=\"track\"} 1", "everbounce_web_viewers{mode=\"frames\"} 0",
              "everbounce_web_commands_total{result=\"done\"} 1",
              "everbounce_web_commands_total{result=\"refused\"} 1",
              "everbounce_web_requests_total{status=\"4xx\"} 1", "everbounce_web_wrong_tokens_total 0"})
            QVERIFY2(answer.body.contains('\n' + QByteArray(line) + '\n'), line);
    }

    void wrongTokensAreCounted()
    {
        ServedNode served({}, {.operatorToken = "a-token-of-more-than-16"});
        for (const char *path : {"POST /api/v1/nudge", "GET /api/v1/session", "GET /api/v1/audit"}) {
            WireClient client(served.port());
            client.send(path + QByteArray(" HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 192.0.2.9\r\n"
                                          "Authorization: Bearer wrong\r\n\r\n"));
            QCOMPARE(client.next().status, 401);
        }
        QVERIFY(metricsOf(served).body.contains("\neverbounce_web_wrong_tokens_total 3\n"));
    }

    void everyLineIsOfTheFormat()
    {
        ServedNode served;
        const QString name = QStringLiteral("everbounce_[a-z0-9_]+");
        const QString label = QStringLiteral("[a-z_]+=\"([^\"\\\\]|\\\\.)*\"");
        const QRegularExpression line(QStringLiteral("^(# HELP %1 .+|# TYPE %1 (gauge|counter)|"
                                                     "%1(\\{%2(,%2)*\\})? -?[0-9.]+)$")
                                          .arg(name, label));
        const QByteArray text = metricsOf(served).body;
        QVERIFY(text.endsWith('\n'));
        for (const QByteArray &each : text.chopped(1).split('\n'))
            QVERIFY2(line.match(QString::fromUtf8(each)).hasMatch(), each.constData());
    }

    void aSilentNodeIsGivenUp()
    {
        ServedNode served({.commands = {.patience = 100ms}});
        served.node.blockSignals(true);
        QCOMPARE(metricsOf(served).status, 504);
        served.node.blockSignals(false);
        QCOMPARE(metricsOf(served).status, 200);
    }
};

QTEST_GUILESS_MAIN(TestWebMetrics)
#include "tst_web_metrics.moc"
