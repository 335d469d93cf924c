// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/mesh/NamedTransport.h"
#include "tests/unit/cluster/TransportBench.h"

#include <QTest>

using namespace everbounce;

/// Messages reach those who handle their type, over each kind of transport.
class TestMessageRouter : public QObject, TransportBench
{
    Q_OBJECT

private:
    static constexpr QLatin1String kOne{"one"};
    static constexpr QLatin1String kOther{"other"};
    static constexpr NodeId sender{7};

    static QCborMap message(QLatin1String type) { return {{kType, type}}; }

private Q_SLOTS:
    void eachTypeHasItsOwnHandlers()
    {
        MessageRouter router;
        QStringList got;
        QObject receiver;
        router.on(kOne, &receiver, [&](NodeId from, const QCborMap &message) {
            QCOMPARE(from, sender);
            got << QStringLiteral("one:") + message[kType].toString();
        });
        router.on(kOther, &receiver, [&] { got << QStringLiteral("other"); });
        router.route(sender, message(kOne));
        router.route(sender, message(kOther));
        router.route(sender, message(QLatin1String("of a later version")));
        router.route(sender, {});
        router.route(sender, {{kType, 1}});
        QCOMPARE(got, (QStringList{QStringLiteral("one:one"), QStringLiteral("other")}));
    }

    void whoSharesATypeIsAskedInTurn()
    {
        MessageRouter router;
        QStringList got;
        QObject receiver;
        router.on(kOne, &receiver, [&] { got << QStringLiteral("first"); });
        router.on(kOne, &receiver, [&] { got << QStringLiteral("second"); });
        router.route(sender, message(kOne));
        QCOMPARE(got, (QStringList{QStringLiteral("first"), QStringLiteral("second")}));
    }

    void whoIsGoneGetsNothing()
    {
        MessageRouter router;
        int got = 0;
        auto gone = std::make_unique<QObject>();
        QObject stays;
        router.on(kOne, gone.get(), [&] { ++got; });
        router.on(kOne, &stays, [&] { ++got; });
        router.route(sender, message(kOne));
        QCOMPARE(got, 2);
        gone.reset();
        router.route(sender, message(kOne));
        QCOMPARE(got, 3);
    }

    void aHandlerMayEndTheNextOneAndAddAnother()
    {
        MessageRouter router;
        int late = 0;
        int added = 0;
        auto next = std::make_unique<QObject>();
        QObject stays;
        router.on(kOne, &stays, [&] {
            next.reset();
            router.on(kOther, &stays, [&] { ++added; });
        });
        router.on(kOne, next.get(), [&] { ++late; });
        router.route(sender, message(kOne));
        router.route(sender, message(kOther));
        QCOMPARE(late, 0);
        QCOMPARE(added, 1);
    }

    void everyTransportRoutesAndTellsRecordersFirst_data()
    {
        QTest::addColumn<TransportKind>("kind");
        QTest::newRow("loopback") << TransportKind::Loopback;
        QTest::newRow("lan") << TransportKind::Lan;
    }
    void everyTransportRoutesAndTellsRecordersFirst()
    {
        QFETCH(const TransportKind, kind);
        init();
        const auto a = start(kind, 1), b = start(kind, 2);
        QTRY_VERIFY(a->linked() == 1 && b->linked() == 1);
        std::size_t recorded = 0;
        int others = 0;
        b->transport->on(kOne, this, [&](NodeId from) {
            QCOMPARE(from, NodeId{1});
            recorded = b->inbox.size();
        });
        b->transport->on(kOther, this, [&] { ++others; });
        a->transport->send(NodeId{2}, message(kOne));
        a->transport->send(NodeId{2}, message(kOther));
        QTRY_COMPARE(others, 1);
        QCOMPARE(recorded, std::size_t(1));
    }

    void aNamedTransportHasHandlersOfItsOwn()
    {
        init();
        const auto a = start(TransportKind::Loopback, 1), b = start(TransportKind::Loopback, 2);
        NamedTransport fromA(*a->transport, QStringLiteral("second"));
        NamedTransport toB(*b->transport, QStringLiteral("second"));
        NamedTransport third(*b->transport, QStringLiteral("third"));
        QTRY_VERIFY(a->linked() == 1 && b->linked() == 1);
        QStringList got;
        int heard = 0;
        b->transport->on(kOne, this, [&] { got << QStringLiteral("below"); });
        toB.on(kOne, this, [&](NodeId from) {
            QCOMPARE(from, NodeId{1});
            got << QStringLiteral("second");
        });
        third.on(kOne, this, [&] { got << QStringLiteral("third"); });
        connect(&third, &Transport::heard, this, [&] { ++heard; });
        fromA.send(NodeId{2}, message(kOne));
        QTRY_COMPARE(got, QStringList(QStringLiteral("second")));
        QCOMPARE(heard, 1); // that peer lives, for whichever of its transports it speaks
        a->transport->send(NodeId{2}, message(kOne));
        QTRY_COMPARE(got, (QStringList{QStringLiteral("second"), QStringLiteral("below")}));
    }

private:
    void init() { renew(); }
};

QTEST_GUILESS_MAIN(TestMessageRouter)
#include "tst_message_router.moc"
