// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/access/EndedSessions.h"
#include "web/access/Session.h"

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

    void asManyBeginAsMayBeOpen()
    {
        EndedSessions sessions;
        for (std::size_t i = 0; i < EndedSessions::mostBegun; ++i)
            QVERIFY(sessions.begin(0, 100));
        QVERIFY(!sessions.begin(99, 200));
        QVERIFY(sessions.begin(100, 200));
    }

    void whatWasEndedStaysSoUntilItWouldHaveEnded()
    {
        EndedSessions sessions;
        sessions.end("a", 0, 100);
        QVERIFY(sessions.hasEnded("a"));
        QVERIFY(!sessions.hasEnded("b"));
        sessions.end("b", 99, 200);
        QVERIFY(sessions.hasEnded("a"));
        sessions.end("c", 100, 200);
        QVERIFY(!sessions.hasEnded("a"));
    }
};

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
