// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest> // first, because the moc of Qt 6.4 stumbles over <compare> as the first header

#include "engine/lease/peer/LeaseCodec.h"

using namespace everbounce;
using namespace std::chrono_literals;

/// Promises of the lease's messages on the wire: nothing is lost, and nothing crooked gets in.
class TestLeaseCodec : public QObject
{
    Q_OBJECT

    static std::vector<LeaseMessage> examples()
    {
        const Standing standing{{12, 34, 56}, true};
        const Lease lease{7, {0xfedcba9876543210u}};
        return {{standing, Renewal{lease}},
                {standing, Lost{lease, true}},
                {standing, Lost{lease, false}},
                {standing, Ask{99}},
                {standing, Known{99, lease, 250ms, {{1, 2, 3}, false}}},
                {standing, Known{}},
                {standing, Claim{lease}},
                {standing, Vote{lease}},
                {standing, Handover{lease}}};
    }

    static LeaseMessage exampleOfKnown() { return examples()[4]; }

    static QCborMap throughBytes(const QCborMap &map)
    {
        return QCborValue::fromCbor(map.toCborValue().toCbor()).toMap();
    }

private Q_SLOTS:
    void everyMessageComesThroughWhole()
    {
        for (const LeaseMessage &message : examples()) {
            const QCborMap sent = encodeLeaseMessage(message);
            QCOMPARE(sent[QLatin1String("t")].toString(), QStringLiteral("lease"));
            const auto received = decodeLeaseMessage(throughBytes(sent));
            QVERIFY(received);
            QCOMPARE(received->body.index(), message.body.index());
            QCOMPARE(received->standing, message.standing);
            QCOMPARE(encodeLeaseMessage(*received), sent);
        }
    }

    void theValuesOfKnownSurvive()
    {
        const LeaseMessage message = exampleOfKnown();
        const auto received = decodeLeaseMessage(encodeLeaseMessage(message));
        const Known &known = std::get<Known>(received->body);
        QCOMPARE(known.nonce, quint64(99));
        QVERIFY((known.lease == Lease{7, {0xfedcba9876543210u}}));
        QVERIFY(known.remaining == 250ms);
        QCOMPARE(known.holder, (Standing{{1, 2, 3}, false}));
    }

    void aLengthIsSaidOnlyWhereItIsAnother()
    {
        const QLatin1String kLength("length");
        QVERIFY(!encodeLeaseMessage({{}, Renewal{{7, {9}}}}).contains(kLength));
        QCborMap sent = encodeLeaseMessage({{}, Renewal{{7, {9}}, 80ms}});
        const auto received = decodeLeaseMessage(throughBytes(sent));
        QVERIFY(received);
        QVERIFY(std::get<Renewal>(received->body).length == 80ms);
        for (const QCborValue &crooked : {QCborValue(-1), QCborValue(0), QCborValue(qint64(61'000'000'000)),
                                          QCborValue(QStringLiteral("80"))}) {
            sent[kLength] = crooked;
            QVERIFY(!decodeLeaseMessage(sent));
        }
    }

    void aPledgeComesThroughOrIsNone()
    {
        QCborMap sent = encodeLeaseMessage({{}, Lost{{7, {9}}, true, {8, {3}}}});
        const auto received = decodeLeaseMessage(throughBytes(sent));
        QVERIFY(received);
        QVERIFY((std::get<Lost>(received->body).vote == Lease{8, {3}}));
        const QLatin1String kVote("vote");
        QVERIFY(!encodeLeaseMessage({{}, Lost{{7, {9}}, true}}).contains(kVote));
        sent[kVote] = QCborMap{{QLatin1String("term"), 8}, {QLatin1String("holder"), 0}};
        QVERIFY(!decodeLeaseMessage(sent));
    }

    void aHandoverSaysWhichTermIsMeant()
    {
        const QCborMap own = encodeLeaseMessage({{}, Handover{{7, {9}}, true}});
        const auto received = decodeLeaseMessage(throughBytes(own));
        QVERIFY(received && std::get<Handover>(received->body).own);
        const QCborMap next = encodeLeaseMessage({{}, Handover{{7, {9}}}}); // as nodes of before say it
        QVERIFY(!next.contains(QLatin1String("own")));
        QVERIFY(decodeLeaseMessage(next) && !std::get<Handover>(decodeLeaseMessage(next)->body).own);
    }

    void anAnswerOfLostIsToldFromAQuestion()
    {
        for (const bool answer : {false, true}) {
            const auto received = decodeLeaseMessage(encodeLeaseMessage({{}, Lost{{7, {9}}, answer}}));
            QVERIFY(received);
            QCOMPARE(std::get<Lost>(received->body).answer, answer);
        }
    }

    void withoutAnyOneOfItsKeysAMessageIsNone()
    {
        for (const LeaseMessage &message : examples()) {
            const QCborMap whole = encodeLeaseMessage(message);
            for (const QCborValue &key : whole.keys()) {
                QCborMap less = whole;
                less.remove(key);
                QVERIFY2(!decodeLeaseMessage(less), qPrintable(key.toString()));
            }
        }
    }

    void crookedValuesAreRefused_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("inner");
        QTest::addColumn<QCborValue>("value");
        const auto row = [](const char *key, const char *inner, const QCborValue &value) {
            QTest::addRow("%s.%s = %s", key, inner, qPrintable(value.toDiagnosticNotation()))
                << QString::fromLatin1(key) << QString::fromLatin1(inner) << value;
        };
        row("lease", "term", -1);
        row("lease", "term", qint64(1) << 61);
        row("lease", "term", QLatin1String("7"));
        row("lease", "term", 0); // with a holder
        row("lease", "holder", 0);
        row("lease", "holder", 1.5);
        row("standing", "era", -5);
        row("standing", "draining", 1);
        row("standing", "revision", QCborValue());
        row("remaining", "", -1);
        row("remaining", "", qint64(3600) * 1'000'000'000);
        row("lease", "", 7);
        row("standing", "", QLatin1String("good"));
        row("body", "", QLatin1String("revolution"));
        row("body", "", 3);
        row("t", "", QLatin1String("track"));
    }
    void crookedValuesAreRefused()
    {
        QFETCH(QString, key);
        QFETCH(QString, inner);
        QFETCH(QCborValue, value);
        QCborMap map = encodeLeaseMessage(exampleOfKnown());
        QVERIFY(decodeLeaseMessage(map));
        if (inner.isEmpty()) {
            map[key] = value;
        } else {
            QCborMap nested = map[key].toMap();
            nested[inner] = value;
            map[key] = nested;
        }
        QVERIFY(!decodeLeaseMessage(map));
    }

    void onlyKnownMaySpeakOfNoLease()
    {
        for (const LeaseBody &body : {LeaseBody(Renewal{}), LeaseBody(Lost{}), LeaseBody(Claim{}),
                                      LeaseBody(Vote{}), LeaseBody(Handover{})})
            QVERIFY(!decodeLeaseMessage(encodeLeaseMessage({{}, body})));
        QVERIFY(decodeLeaseMessage(encodeLeaseMessage({{}, Known{}})));
    }

    void unknownKeysAreIgnored()
    {
        QCborMap map = encodeLeaseMessage(examples()[0]);
        map[QLatin1String("later")] = 7;
        QVERIFY(decodeLeaseMessage(map));
    }
};

QTEST_GUILESS_MAIN(TestLeaseCodec)
#include "tst_lease_codec.moc"
