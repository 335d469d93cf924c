// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/arrivals/RefusedPeers.h"

#include <QTest>

using namespace everbounce;
using namespace std::chrono_literals;

/// Promises of what people are told of nodes that cannot take part.
class TestRefusedPeers : public QObject
{
    Q_OBJECT

private:
    const RefusedPeer m_heard{NodeId{9}, QStringLiteral("192.0.2.9"), {}, QStringLiteral("cannot take part")};
    const RefusedPeer m_met{NodeId{9}, QStringLiteral("tomorrow"), QStringLiteral("9.0"),
                            QStringLiteral("cannot take part")};

private Q_SLOTS:
    void aBeaconWithoutANameIsShownByItsAddress()
    {
        RefusedPeers peers;
        QVERIFY(peers.add(m_heard, 0s));
        QVERIFY(!peers.add(m_heard, 1s));
        QCOMPARE(peers.sentences(), QStringList(QStringLiteral("192.0.2.9 (version ?) cannot take part")));
    }

    /// Its beacons go on, and are no news each time.
    void whoHasSaidItsNameKeepsItWhateverItsBeaconsSay()
    {
        RefusedPeers peers;
        QVERIFY(peers.add(m_heard, 0s));
        QVERIFY(peers.add(m_met, 1s));
        const QStringList named{QStringLiteral("tomorrow (version 9.0) cannot take part")};
        QCOMPARE(peers.sentences(), named);
        QVERIFY(!peers.add(m_heard, 2s));
        QVERIFY(!peers.add(m_met, 3s));
        QCOMPARE(peers.sentences(), named);
    }
};

QTEST_GUILESS_MAIN(TestRefusedPeers)
#include "tst_refused_peers.moc"
