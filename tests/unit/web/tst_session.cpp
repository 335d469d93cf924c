// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/access/tokens/EndedSessions.h"
#include "web/access/tokens/Session.h"

#include <QTest>

using namespace everbounce;

/// Sessions as texts that nobody can change.
class TestSession : public QObject
{
    Q_OBJECT

private:
    static QByteArray key(char fill) { return QByteArray(32, fill); }
    static Session ada(qint64 until = 1000)
    {
        const SessionSeal seal(key('k'));
        return {.role = Role::Operator,
                .number = QByteArray(8, 'n'),
                .token = seal.printOf("digest"),
                .book = QByteArray(8, 'b'),
                .name = QStringLiteral("Ada"),
                .until = until,
                .last = 2000};
    }

    static Session numbered(const char *token, int number, qint64 last)
    {
        return {.number = QByteArray::number(number), .token = token, .until = last, .last = last};
    }

private Q_SLOTS:
    void isReadAsItWasSealed()
    {
        const SessionSeal seal(key('k'));
        const QByteArray text = seal.seal(ada());
        QVERIFY(SessionSeal::isSealed(text));
        QVERIFY(text.size() < SessionSeal::mostBytes);
        QCOMPARE(seal.read(text, 999), std::optional(ada()));
        Session longest = ada();
        longest.name = QString(64, QChar(0x1F600 & 0xFFFF));
        QCOMPARE(seal.read(seal.seal(longest), 0), std::optional(longest));
    }

    void endsByItself() { QVERIFY(!SessionSeal(key('k')).read(SessionSeal(key('k')).seal(ada()), 1000)); }

    void isOfOneClusterOnly()
    {
        const SessionSeal seal(key('k')), other(key('o'));
        QVERIFY(!other.read(seal.seal(ada()), 0));
        QVERIFY(seal.tag() != other.tag());
        QVERIFY(seal.printOf("digest") != other.printOf("digest"));
        QVERIFY(seal.seal(ada()) != other.seal(ada()));
        QVERIFY(SessionSeal().seal(ada()).isEmpty());
        QVERIFY(!SessionSeal().read(seal.seal(ada()), 0));
    }

    void anyChangeIsNoticed()
    {
        const SessionSeal seal(key('k'));
        const QByteArray text = seal.seal(ada());
        for (qsizetype i = 0; i < text.size(); ++i) {
            QByteArray other = text;
            other[i] = other[i] == 'A' ? 'B' : 'A';
            QVERIFY(!seal.read(other, 0));
            QVERIFY(!seal.read(text.first(i), 0));
        }
        for (const QByteArray &nonsense :
             {QByteArray(), QByteArray("ebs1."), QByteArray("ebs1.!"), QByteArray("ebs1.AAAA"),
              "ebs1." + QByteArray(10'000, 'A'), text + text})
            QVERIFY(!seal.read(nonsense, 0));
    }

    void everyTokenHasPlacesOfItsOwn()
    {
        EndedSessions sessions;
        const Origin here, there = Origin::of(QHostAddress(QStringLiteral("192.0.2.1")));
        for (int i = 0; i < int(EndedSessions::mostFromOne); ++i)
            QVERIFY(sessions.begin(numbered("eve", i, 100), here, 0));
        QVERIFY(!sessions.begin(numbered("eve", 999, 100), here, 0));
        QVERIFY(sessions.begin(numbered("eve", 999, 100), there, 0)); // whoever else has the same one
        QVERIFY(sessions.begin(numbered("ada", 1, 200), here, 0));
        // A place is free when its session ends, by itself or before.
        QVERIFY(sessions.end(numbered("eve", 5, 100), 0));
        QVERIFY(sessions.begin(numbered("eve", 1000, 200), here, 0));
        QVERIFY(!sessions.begin(numbered("eve", 1001, 200), here, 99));
        QVERIFY(sessions.begin(numbered("eve", 1001, 200), here, 100));
    }

    void aTokenThatWasRevokedTakesNoPlace()
    {
        EndedSessions sessions;
        for (int i = 0; i < int(EndedSessions::mostFromOne); ++i)
            QVERIFY(sessions.begin(numbered("eve", i, 100), {}, 0));
        sessions.forgetBegun([](const QByteArray &token) { return token != "eve"; });
        QVERIFY(sessions.begin(numbered("eve", 0, 100), {}, 0));
    }

    void whatWasEndedStaysSoUntilItWouldHaveEnded()
    {
        EndedSessions sessions;
        Session pass = numbered("ada", 1, 100);
        pass.until = 10; // but there may be further ones
        QVERIFY(sessions.end(pass, 0));
        QVERIFY(!sessions.hasEnded(numbered("ada", 2, 100)));
        QVERIFY(!sessions.hasEnded(numbered("eve", 1, 100)));
        QVERIFY(sessions.end(numbered("ada", 2, 200), 99));
        QVERIFY(sessions.hasEnded(pass));
        QVERIFY(sessions.end(numbered("ada", 3, 200), 100));
        QVERIFY(!sessions.hasEnded(pass));
    }

    void whoEndsManySessionsKeepsNobodyElseFromIt()
    {
        EndedSessions sessions;
        for (int i = 0; i < int(EndedSessions::mostEnded); ++i)
            QVERIFY(sessions.end(numbered("eve", i, 100), 0));
        QVERIFY(!sessions.end(numbered("eve", 1000, 100), 0)); // and is told so
        QVERIFY(sessions.end(numbered("eve", 7, 100), 0));
        QVERIFY(sessions.end(numbered("ada", 1, 100), 0));
        QVERIFY(sessions.hasEnded(numbered("ada", 1, 100)));
        QVERIFY(sessions.hasEnded(numbered("eve", 0, 100))); // none was pushed out
    }
};

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
