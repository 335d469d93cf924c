// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/viewer/feed/SideFeed.h"

#include <QHostAddress>
#include <QSignalSpy>
#include <QTest>
#include <QWebSocketServer>

#include <memory>

using namespace everbounce;

/// Promises of the live feed of one node, with a web socket in the place of that node.
class TestSideFeed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itSaysNothingWhileItIsDestroyed()
    {
        QWebSocketServer node(QStringLiteral("node"), QWebSocketServer::NonSecureMode);
        QVERIFY(node.listen(QHostAddress::LocalHost));
        NodeInfo info;
        info.id = NodeId{1};
        info.url = QUrl(QStringLiteral("http://127.0.0.1:%1/").arg(node.serverPort()));
        auto feed = std::make_unique<SideFeed>(info, QList<QSslError>(), nullptr);
        QTRY_VERIFY(node.hasPendingConnections());
        const std::unique_ptr<QWebSocket> there(node.nextPendingConnection());
        QSignalSpy greeted(feed.get(), &SideFeed::greeted);
        there->sendTextMessage(
            QStringLiteral(R"({"type":"hello","protocol":1,"node":"0000000000000001","cluster":"c"})"));
        QTRY_VERIFY(greeted.size() == 1);
        QSignalSpy gone(there.get(), &QWebSocket::disconnected);
        int ends = 0;
        connect(feed.get(), &SideFeed::ended, this, [&ends] { ++ends; });
        feed.reset();
        QCOMPARE(ends, 0);
        QVERIFY(gone.wait()); // it was connected
    }
};

QTEST_GUILESS_MAIN(TestSideFeed)
#include "tst_side_feed.moc"
