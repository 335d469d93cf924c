// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/etcd/EtcdIntroduction.h"

#include <QTest>

using namespace everbounce;
using namespace everbounce::etcd;
using namespace std::chrono_literals;

/// What nodes tell of themselves in etcd, and what it means to others.
class TestEtcdIntroduction : public QObject
{
    Q_OBJECT

    static Agreement agreement(Nanoseconds tick)
    {
        return {{{QLatin1String("tick_ms"), QLatin1String("--tick"), tick},
                 {QLatin1String("lease_ms"), QLatin1String("--lease"), 4s}},
                {}};
    }

    static std::string told(Nanoseconds tick, const QList<QByteArray> &keys = {"0a", "0b"})
    {
        return agreementOf(toText(Presence{{}, agreement(tick), keys}));
    }

    static QString difference(const std::string &other, const std::string &own)
    {
        return differenceOf(other, own, agreement(30ms));
    }

private Q_SLOTS:
    void linksAreReadAsTheyWereWritten()
    {
        const QList<Endpoint> links{{QHostAddress(QStringLiteral("10.0.0.1")), 4321},
                                    {QHostAddress(QStringLiteral("fd00::1")), 4321}};
        QCOMPARE(linksOf(toText(Presence{links, agreement(30ms), {}})), links);
    }

    void whatIsNoIntroductionSaysNothing()
    {
        for (const char *text :
             {"", "x", "[]", "{}", R"({"links":7,"agreement":"x"})",
              R"({"links":[{"address":"nowhere","port":1},{"address":"10.0.0.1","port":0}]})"}) {
            QVERIFY(linksOf(text).isEmpty());
            QVERIFY(agreementOf(text).empty());
        }
    }

    void theSameIsNoDifference()
    {
        QCOMPARE(difference(told(30ms), told(30ms)), QString());
        QVERIFY(!told(30ms).empty());
    }

    void whatDiffersIsNamed()
    {
        QCOMPARE(difference(told(20ms), told(30ms)), QStringLiteral("--tick (20 ms, here 30 ms)"));
        QCOMPARE(difference(told(30ms, {"0c"}), told(30ms)), QStringLiteral("--cluster-key-file"));
        QCOMPARE(difference(told(20ms, {"0c"}), told(30ms)),
                 QStringLiteral("--tick (20 ms, here 30 ms) and --cluster-key-file"));
    }

    /// One has the cluster's new key, and the other one does not yet.
    void oneKeyInCommonSuffices()
    {
        QCOMPARE(difference(told(30ms, {"0c", "0a"}), told(30ms)), QString());
        QCOMPARE(difference(told(30ms, {}), told(30ms)), QString()); // it needs none
    }

    void whatDoesNotSayFits()
    {
        QCOMPARE(difference("{}", told(30ms)), QString());
        QCOMPARE(difference("x", told(30ms)), QString());
    }
};

QTEST_APPLESS_MAIN(TestEtcdIntroduction)
#include "tst_etcd_introduction.moc"
