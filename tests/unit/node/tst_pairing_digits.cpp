// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/FrameReader.h"
#include "engine/base/cbor/Cbor.h"
#include "engine/cluster/discovery/InvitingBeacon.h"
#include "engine/node/pairing/Pairing.h"
#include "tests/cluster/harness/network/FreePorts.h"

#include <QCborMap>
#include <QNetworkDatagram>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QUdpSocket>

using namespace everbounce;
using everbounce::harness::freeUdpPort;
using namespace std::chrono_literals;

/// Promises of pairing by six digits between nodes, over this machine's loopback.
class TestPairingDigits : public QObject
{
    Q_OBJECT

private:
    using Stage = PairingView::Stage;
    using Kind = PairingAction::Kind;

    /// A node's pairing, and what its viewers have seen.
    struct Side : QObject
    {
        Pairing pairing;
        PairingView view;
        std::optional<ClusterMembership> gained;
        QString cannotKeep; ///< why
        QString problem;
        quint64 request = 0;

        Side(const QString &name, quint16 discoveryPort, std::chrono::milliseconds invitesFor = 120s)
            : pairing({ListenScope::loopback(),
                       discoveryPort,
                       name,
                       {name + QLatin1String("'s"), randomBytes(32), discoveryPort},
                       invitesFor,
                       [this](const ClusterMembership &, const QHostAddress &) { return cannotKeep; }})
        {
            connect(&pairing, &Pairing::changed, this, [this](const PairingView &now) { view = now; });
            connect(&pairing, &Pairing::acted, this, [this](quint64, const QString &why) { problem = why; });
            connect(&pairing, &Pairing::gained, this,
                    [this](const ClusterMembership &membership) { gained = membership; });
        }

        QString act(const PairingAction &action)
        {
            pairing.act(++request, action);
            return problem;
        }
        QString answer(bool same) { return act({Kind::Answer, {}, 0, view.digits, same}); }
        QString join(quint16 door) { return act({Kind::Join, QStringLiteral("127.0.0.1"), door}); }
    };

    const quint16 m_port = freeUdpPort();
    QUdpSocket m_listener;

    /// Where the node that invites can be joined, as it tells the network.
    quint16 doorOf(Side &inviter)
    {
        while (m_listener.hasPendingDatagrams())
            m_listener.receiveDatagram();
        if (!inviter.act({Kind::Invite}).isEmpty())
            return 0;
        std::optional<InvitingBeacon> heard;
        [&] {
            QTRY_VERIFY(heard || (m_listener.hasPendingDatagrams() &&
                                  (heard = InvitingBeacon::fromBytes(m_listener.receiveDatagram().data()))));
        }();
        return heard ? heard->door : 0;
    }

    /// Both show digits to people.
    static bool compare(Side &inviter, Side &newcomer, quint16 door)
    {
        if (!newcomer.join(door).isEmpty())
            return false;
        return QTest::qWaitFor([&] {
            return inviter.view.stage == Stage::Comparing && newcomer.view.stage == Stage::Comparing;
        });
    }

    /// Its program has come, its people have not been shown anything yet.
    struct Knocking
    {
        QTcpSocket socket;
        PairingExchange exchange = PairingExchange::newcomer(QStringLiteral("knocking"));
        FrameReader reader{PairingExchange::maxMessageBytes};

        explicit Knocking(quint16 door)
        {
            socket.connectToHost(QHostAddress::LocalHost, door);
            socket.write(framed(exchange.begin().send.first()));
        }
        /// The inviter's next message; empty if it is gone without one.
        QByteArray next()
        {
            std::optional<QByteArray> message;
            (void)QTest::qWaitFor([&] {
                reader.append(socket.readAll());
                message = reader.next();
                return message || socket.state() == QAbstractSocket::UnconnectedState;
            });
            return message.value_or(QByteArray());
        }
    };

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_listener.bind(QHostAddress::AnyIPv4, m_port, QUdpSocket::ShareAddress)); }

    void aSessionSaysNothingWhileItIsDestroyed()
    {
        QTcpServer inviter;
        QVERIFY(inviter.listen(QHostAddress::LocalHost));
        auto session =
            std::make_unique<PairingSession>(Endpoint{inviter.serverAddress(), inviter.serverPort()},
                                             PairingExchange::newcomer(QStringLiteral("newcomer")), nullptr);
        QTRY_VERIFY(session->wasConnected());
        int ends = 0;
        connect(session.get(), &PairingSession::ended, this, [&ends] { ++ends; });
        session.reset();
        QCOMPARE(ends, 0);
    }

    void bothShowTheSameDigitsAndTheKeyTravelsAfterTwoYes()
    {
        Side inviter(QStringLiteral("inviter"), m_port), newcomer(QStringLiteral("newcomer"), m_port);
        const quint16 door = doorOf(inviter);
        QCOMPARE(inviter.view.stage, Stage::Inviting);
        const QHostAddress here(QHostAddress::LocalHost);
        inviter.pairing.hearNeighbour(here, 0, 1);
        newcomer.pairing.hearNeighbour(here, door, 2);
        QVERIFY(!inviter.view.neighbours.isEmpty() && !newcomer.view.neighbours.isEmpty());
        QVERIFY(compare(inviter, newcomer, door));
        QCOMPARE(inviter.view.digits, newcomer.view.digits);
        QCOMPARE(inviter.view.digits.size(), 7);
        QCOMPARE(inviter.view.other, QStringLiteral("newcomer"));
        QVERIFY(newcomer.view.isNewcomer && !inviter.view.isNewcomer);
        QCOMPARE(newcomer.answer(true), QString());
        QCOMPARE(newcomer.view.stage, Stage::Waiting);
        QVERIFY(!newcomer.gained);
        QCOMPARE(inviter.answer(true), QString());
        QTRY_VERIFY(newcomer.gained && inviter.view.stage == Stage::Idle);
        QCOMPARE(newcomer.gained->cluster, QStringLiteral("inviter's"));
        QVERIFY(inviter.view.hasJoined && newcomer.view.hasJoined);
        QVERIFY(inviter.view.neighbours.isEmpty() &&
                newcomer.view.neighbours.isEmpty()); // of one cluster now
        // It invited one node.
        Side late(QStringLiteral("late"), m_port);
        QCOMPARE(late.join(door), QString());
        QTRY_COMPARE(late.view.stage, Stage::Idle);
        QVERIFY2(late.view.news.contains(QLatin1String("press Invite")), qPrintable(late.view.news));
    }

    void aYesToOtherDigitsThanThoseShownIsRefused()
    {
        Side inviter(QStringLiteral("inviter"), m_port), newcomer(QStringLiteral("newcomer"), m_port);
        QVERIFY(compare(inviter, newcomer, doorOf(inviter)));
        QVERIFY(!inviter.act({Kind::Answer, {}, 0, QStringLiteral("000 00x"), true}).isEmpty());
        QCOMPARE(inviter.view.stage, Stage::Comparing);
    }

    void eitherSideMayEndIt_data()
    {
        QTest::addColumn<bool>("atInviter");
        QTest::addColumn<bool>("cancels");
        for (const bool atInviter : {false, true}) {
            QTest::addRow("%s says no", atInviter ? "inviter" : "newcomer") << atInviter << false;
            QTest::addRow("%s gives up", atInviter ? "inviter" : "newcomer") << atInviter << true;
        }
    }
    void eitherSideMayEndIt()
    {
        QFETCH(bool, atInviter);
        QFETCH(bool, cancels);
        Side inviter(QStringLiteral("inviter"), m_port), newcomer(QStringLiteral("newcomer"), m_port);
        QVERIFY(compare(inviter, newcomer, doorOf(inviter)));
        Side &one = atInviter ? inviter : newcomer;
        Side &other = atInviter ? newcomer : inviter;
        QCOMPARE(other.answer(true), QString());
        QCOMPARE(cancels ? one.act({Kind::Cancel}) : one.answer(false), QString());
        QTRY_COMPARE(newcomer.view.stage, Stage::Idle);
        // Whoever said no to one may still wait for another.
        QTRY_COMPARE(inviter.view.stage, atInviter && cancels ? Stage::Idle : Stage::Inviting);
        QVERIFY(!inviter.view.news.isEmpty() && !newcomer.view.news.isEmpty());
        QVERIFY(!newcomer.gained && !inviter.view.hasJoined);
    }

    void whoCancelsEndsWhatIsNotShownYet_data()
    {
        QTest::addColumn<bool>("runsOut");
        QTest::addRow("cancelled") << false;
        QTest::addRow("run out") << true;
    }
    void whoCancelsEndsWhatIsNotShownYet()
    {
        QFETCH(bool, runsOut);
        Side inviter(QStringLiteral("inviter"), m_port, runsOut ? 2s : 120s);
        Knocking knocking(doorOf(inviter));
        const QByteArray key = knocking.next();
        QVERIFY(!key.isEmpty());
        if (!runsOut)
            QCOMPARE(inviter.act({Kind::Cancel}), QString());
        QTRY_COMPARE(inviter.view.stage, Stage::Idle);
        QList<Stage> stages;
        connect(&inviter.pairing, &Pairing::changed, &inviter,
                [&](const PairingView &now) { stages << now.stage; });
        for (const QByteArray &message : knocking.exchange.receive(key).send)
            knocking.socket.write(framed(message));
        QCOMPARE(parsedCbor(knocking.next()).toMap()[QLatin1String("why")].toString(),
                 QLatin1String(runsOut ? "expired" : "withdrawn"));
        QTRY_COMPARE(knocking.socket.state(), QAbstractSocket::UnconnectedState);
        QVERIFY(!stages.contains(Stage::Comparing));
        QCOMPARE(inviter.view.stage, Stage::Idle);
    }

    void theKeyThatIsGivenIsThatOfTheMoment()
    {
        Side inviter(QStringLiteral("inviter"), m_port), newcomer(QStringLiteral("newcomer"), m_port);
        QVERIFY(compare(inviter, newcomer, doorOf(inviter)));
        inviter.pairing.setKey(QByteArray(32, 'n'));
        QCOMPARE(inviter.answer(true), QString());
        QCOMPARE(newcomer.answer(true), QString());
        QTRY_VERIFY(newcomer.gained);
        QCOMPARE(newcomer.gained->key, QByteArray(32, 'n'));
    }

    /// Whoever leaves a cluster lets nobody into the one it comes into by what was said before.
    void whoLeavesItsClusterInvitesNobodyAnyMore()
    {
        Side inviter(QStringLiteral("inviter"), m_port), newcomer(QStringLiteral("newcomer"), m_port);
        QVERIFY(compare(inviter, newcomer, doorOf(inviter)));
        QCOMPARE(newcomer.answer(true), QString());
        inviter.pairing.leaveCluster();
        QCOMPARE(inviter.view.stage, Stage::Idle);
        QVERIFY2(inviter.view.news.contains(QLatin1String("cluster")), qPrintable(inviter.view.news));
        QTRY_COMPARE(newcomer.view.stage, Stage::Idle);
        QVERIFY(!newcomer.gained);
    }

    void whoCannotKeepTheKeyHasNotJoinedAndBothAreTold_data()
    {
        QTest::addColumn<bool>("isLeaving");
        QTest::addRow("its disk is full") << false;
        QTest::addRow("it is being removed") << true;
    }
    void whoCannotKeepTheKeyHasNotJoinedAndBothAreTold()
    {
        QFETCH(bool, isLeaving);
        Side inviter(QStringLiteral("inviter"), m_port), newcomer(QStringLiteral("newcomer"), m_port);
        if (!isLeaving)
            newcomer.cannotKeep = QStringLiteral("There is no room.");
        QVERIFY(compare(inviter, newcomer, doorOf(inviter)));
        if (isLeaving)
            newcomer.pairing.leaveCluster();
        QCOMPARE(inviter.answer(true), QString());
        QCOMPARE(newcomer.answer(true), QString());
        QTRY_VERIFY(inviter.view.stage == Stage::Idle && newcomer.view.stage == Stage::Idle);
        QVERIFY(!inviter.view.hasJoined && !newcomer.view.hasJoined && !newcomer.gained);
        QVERIFY2(inviter.view.news.contains(QLatin1String("has not joined")), qPrintable(inviter.view.news));
        QVERIFY2(newcomer.view.news.contains(QLatin1String(isLeaving ? "join again" : "no room")),
                 qPrintable(newcomer.view.news));
        // In its next cluster it can.
        newcomer.cannotKeep.clear();
        newcomer.pairing.setMembership({QStringLiteral("alone"), randomBytes(32), m_port});
        QVERIFY(compare(inviter, newcomer, doorOf(inviter)));
        QCOMPARE(inviter.answer(true), QString());
        QCOMPARE(newcomer.answer(true), QString());
        QTRY_VERIFY(newcomer.gained && inviter.view.hasJoined);
    }

    void anotherNameEndsNothing()
    {
        Side inviter(QStringLiteral("inviter"), m_port), newcomer(QStringLiteral("newcomer"), m_port);
        const quint16 door = doorOf(inviter);
        inviter.pairing.follow(QStringLiteral("renamed"), ListenScope::loopback());
        QVERIFY(compare(inviter, newcomer, door));
        QCOMPARE(newcomer.view.other, QStringLiteral("renamed"));
        inviter.pairing.follow(QStringLiteral("again"), ListenScope::loopback());
        newcomer.pairing.follow(QStringLiteral("too"), ListenScope::loopback());
        QCOMPARE(inviter.answer(true), QString());
        QCOMPARE(newcomer.answer(true), QString());
        QTRY_VERIFY(newcomer.gained && inviter.view.hasJoined);
    }

    void anotherReachEndsWhatIsOpenAndSaysSo_data()
    {
        QTest::addColumn<bool>("atInviter");
        QTest::addRow("inviter") << true;
        QTest::addRow("newcomer") << false;
    }
    void anotherReachEndsWhatIsOpenAndSaysSo()
    {
        QFETCH(bool, atInviter);
        Side inviter(QStringLiteral("inviter"), m_port), newcomer(QStringLiteral("newcomer"), m_port);
        QVERIFY(compare(inviter, newcomer, doorOf(inviter)));
        Side &moving = atInviter ? inviter : newcomer;
        Side &staying = atInviter ? newcomer : inviter;
        const ListenScope elsewhere = *ListenScope::fromText(QStringLiteral("127.0.0.2"));
        moving.pairing.follow(QStringLiteral("same"), elsewhere);
        QCOMPARE(moving.view.stage, Stage::Idle);
        QVERIFY2(moving.view.news.contains(QLatin1String("again")), qPrintable(moving.view.news));
        QTRY_VERIFY(staying.view.stage != Stage::Comparing);
        // And there it invites anew.
        const quint16 door = doorOf(moving);
        QTcpSocket socket;
        socket.connectToHost(QHostAddress(QStringLiteral("127.0.0.2")), door);
        QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
        socket.abort();
        socket.connectToHost(QHostAddress(QStringLiteral("127.0.0.1")), door);
        QTRY_COMPARE(socket.error(), QAbstractSocket::ConnectionRefusedError);
    }

    void aNewcomerThatFallsSilentWithTheKeyIsNamedAsSuch()
    {
        Side inviter(QStringLiteral("inviter"), m_port);
        Knocking knocking(doorOf(inviter));
        for (const QByteArray &message : knocking.exchange.receive(knocking.next()).send)
            knocking.socket.write(framed(message));
        QTRY_COMPARE(inviter.view.stage, Stage::Comparing);
        for (const QByteArray &message : knocking.exchange.answer(true).send)
            knocking.socket.write(framed(message));
        QCOMPARE(inviter.answer(true), QString());
        QVERIFY(!knocking.next().isEmpty()); // the key
        knocking.socket.disconnectFromHost();
        QTRY_COMPARE(inviter.view.stage, Stage::Idle);
        QVERIFY2(inviter.view.news.contains(QLatin1String("was given the key")),
                 qPrintable(inviter.view.news));
    }

    void oneNewcomerAtATime()
    {
        Side inviter(QStringLiteral("inviter"), m_port), first(QStringLiteral("first"), m_port),
            second(QStringLiteral("second"), m_port);
        const quint16 door = doorOf(inviter);
        QVERIFY(compare(inviter, first, door));
        QCOMPARE(second.join(door), QString());
        QTRY_COMPARE(second.view.stage, Stage::Idle);
        QVERIFY2(second.view.news.contains(QLatin1String("another")), qPrintable(second.view.news));
        QCOMPARE(inviter.view.stage, Stage::Comparing);
        QCOMPARE(inviter.view.other, QStringLiteral("first"));
    }

    /// Whoever asks to join first gives up its own invitation: nobody joins what is about to be left.
    void ofTwoInvitersTheOneThatJoinsStopsInviting()
    {
        Side one(QStringLiteral("one"), m_port), other(QStringLiteral("other"), m_port),
            third(QStringLiteral("third"), m_port);
        const quint16 oneDoor = doorOf(one), otherDoor = doorOf(other);
        QVERIFY(compare(one, other, oneDoor));
        QCOMPARE(third.join(otherDoor), QString());
        QTRY_COMPARE(third.view.stage, Stage::Idle);
        QVERIFY(!third.view.news.isEmpty());
        QCOMPARE(one.answer(true), QString());
        QCOMPARE(other.answer(true), QString());
        QTRY_VERIFY(other.gained);
        QVERIFY(!one.gained && !third.gained);
    }

    void twoThatJoinEachOtherAtOnceBothLearnThatNobodyInvites()
    {
        Side one(QStringLiteral("one"), m_port), other(QStringLiteral("other"), m_port);
        const quint16 oneDoor = doorOf(one), otherDoor = doorOf(other);
        QCOMPARE(one.join(otherDoor), QString());
        QCOMPARE(other.join(oneDoor), QString());
        QTRY_VERIFY(one.view.stage == Stage::Idle && other.view.stage == Stage::Idle);
        QVERIFY(!one.gained && !other.gained);
        QVERIFY(!one.view.news.isEmpty() && !other.view.news.isEmpty());
    }

    /// One who looks at the inviter's key and leaves when the digits do not suit is slowed down.
    void attemptsAreSlowedDown()
    {
        Side inviter(QStringLiteral("inviter"), m_port);
        const quint16 door = doorOf(inviter);
        QString why;
        for (int i = 0; i < Attempts::most && why != QLatin1String("too-many"); ++i) {
            QTcpSocket socket;
            socket.connectToHost(QHostAddress::LocalHost, door);
            PairingExchange attacker = PairingExchange::newcomer(QStringLiteral("attacker"));
            socket.write(framed(attacker.begin().send.first()));
            FrameReader reader(PairingExchange::maxMessageBytes);
            std::optional<QByteArray> answer;
            QTRY_VERIFY(answer || (reader.append(socket.readAll()), answer = reader.next()));
            why = parsedCbor(*answer).toMap()[QLatin1String("why")].toString();
            socket.disconnectFromHost();
            QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
            QTRY_VERIFY(!inviter.view.news.isEmpty());
        }
        QCOMPARE(why, QStringLiteral("too-many"));
        QCOMPARE(inviter.view.stage, Stage::Inviting);
    }

    void anInvitationRunsOut()
    {
        Side inviter(QStringLiteral("inviter"), m_port, 1ms);
        QCOMPARE(inviter.act({Kind::Invite}), QString());
        QTRY_COMPARE(inviter.view.stage, Stage::Idle);
        QVERIFY(!inviter.view.news.isEmpty());
    }

    void whatIsNoExchangeEndsAtOnce()
    {
        Side inviter(QStringLiteral("inviter"), m_port);
        const quint16 door = doorOf(inviter);
        for (const QByteArray &nonsense : {QByteArray("GET / HTTP/1.1\r\n\r\n"), QByteArray(5000, 'x'),
                                           framed(QByteArray(900, '\xbf')), framed({})}) {
            QTcpSocket socket;
            socket.connectToHost(QHostAddress::LocalHost, door);
            socket.write(nonsense);
            QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
        }
        Side newcomer(QStringLiteral("newcomer"), m_port);
        QVERIFY(compare(inviter, newcomer, door));
    }

    void neighboursAreFewAndForgotten()
    {
        NeighbourList neighbours;
        const auto address = [](int i) { return QHostAddress(QStringLiteral("10.0.0.%1").arg(i)); };
        for (int i = 1; i <= 20; ++i)
            neighbours.heard(address(i), 0, 0s);
        QCOMPARE(std::size_t(neighbours.list().size()), NeighbourList::most);
        QVERIFY(!neighbours.heard(address(1), 0, 5s));
        // Whoever invites takes the place of one who does not.
        QVERIFY(neighbours.heard(address(30), 40000, 5s));
        QCOMPARE(std::size_t(neighbours.list().size()), NeighbourList::most);
        QCOMPARE(neighbours.doorOf(address(30)), std::optional<quint16>(40000));
        QVERIFY(neighbours.forgetOld(11s));
        QVERIFY(!neighbours.heard(address(30), 0, 14s)); // known already
        QVERIFY(neighbours.forgetOld(16s));
        QVERIFY(!neighbours.doorOf(address(30)));
        QVERIFY(neighbours.forgetOld(30s));
        QVERIFY(neighbours.list().isEmpty());
    }

    void whoHasJoinedIsNoNeighbourWhateverItSaidBefore()
    {
        NeighbourList neighbours;
        const QHostAddress address(QStringLiteral("192.0.2.7"));
        neighbours.heard(address, 0, 0s);
        neighbours.joined(QHostAddress(QStringLiteral("::ffff:192.0.2.7")), 1s);
        QVERIFY(neighbours.list().isEmpty());
        QVERIFY(!neighbours.heard(address, 0, 2s) && neighbours.list().isEmpty());
        QVERIFY(neighbours.heard(address, 40000, 3s)); // it has left again, and invites
        neighbours.joined(address, 4s);
        QVERIFY(neighbours.heard(address, 0, 20s));
    }

    void anInvitingBeaconReadsBackAndNothingElseDoes()
    {
        const InvitingBeacon beacon{40000, 0x123456789abcdef0};
        const QByteArray bytes = beacon.toBytes();
        QCOMPARE(InvitingBeacon::fromBytes(bytes)->door, beacon.door);
        QCOMPARE(InvitingBeacon::fromBytes(bytes)->id, beacon.id);
        for (const QByteArray &other : {QByteArray(), bytes.chopped(1), bytes + 'x', "EBB1" + bytes.sliced(4),
                                        InvitingBeacon{}.toBytes()})
            QVERIFY(!InvitingBeacon::fromBytes(other));
    }
};

QTEST_GUILESS_MAIN(TestPairingDigits)
#include "tst_pairing_digits.moc"
