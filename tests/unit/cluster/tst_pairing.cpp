// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/cbor/Cbor.h"
#include "engine/cluster/link/keys/ClusterKey.h"
#include "engine/cluster/link/keys/KeyFile.h"
#include "engine/cluster/pairing/Attempts.h"
#include "engine/cluster/pairing/KeptMembership.h"
#include "engine/cluster/pairing/line/Invitations.h"
#include "engine/cluster/pairing/line/JoinCode.h"

#include <QCborMap>
#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace everbounce;
using namespace std::chrono_literals;

/// Promises of the exchange by which a node gets a cluster's key, apart from any network.
class TestPairing : public QObject
{
    Q_OBJECT

private:
    ClusterMembership m_theirs{QStringLiteral("theirs"), QByteArray(32, 'k'), 45454};
    Invitations m_invitations;
    std::optional<PairingEnd> m_refusal; ///< of digits

    PairingExchange inviter()
    {
        return PairingExchange(PairingExchange::Inviting{
            [this] { return m_theirs; },
            [this](const QByteArray &id) -> std::variant<QByteArray, PairingEnd> {
                if (const auto secret = m_invitations.secretOf(id, 0s))
                    return *secret;
                const auto state = m_invitations.stateOf(id, 0s);
                return state == Invitations::State::Used ? PairingEnd::Used : PairingEnd::Unknown;
            },
            [this](const QByteArray &id) {
                return m_invitations.use(id, 0s) ? std::nullopt : std::optional(PairingEnd::Used);
            },
            [this] { return m_refusal; }, QStringLiteral("the inviter")});
    }

    QByteArray invite()
    {
        const QByteArray secret = randomBytes(JoinCode::secretBytes);
        m_invitations.add(secret, 10s);
        return secret;
    }

    /// Two sides, and whatever each has said that the other has not got yet.
    struct Pair
    {
        PairingExchange inviter;
        PairingExchange newcomer;
        QList<QByteArray> toInviter;
        QList<QByteArray> toNewcomer;
        std::optional<PairingEnd> inviterEnd;
        std::optional<PairingEnd> newcomerEnd;
        int digitsShown = 0;

        void atInviter(const PairingExchange::Outcome &outcome)
        {
            toNewcomer += outcome.send;
            digitsShown += outcome.showDigits;
            if (outcome.end)
                inviterEnd = outcome.end;
        }
        void atNewcomer(const PairingExchange::Outcome &outcome)
        {
            toInviter += outcome.send;
            digitsShown += outcome.showDigits;
            if (outcome.end)
                newcomerEnd = outcome.end;
        }
        void begin() { atNewcomer(newcomer.begin()); }
        void deliverAll()
        {
            while (!toInviter.isEmpty() || !toNewcomer.isEmpty()) {
                if (!toInviter.isEmpty())
                    atInviter(inviter.receive(toInviter.takeFirst()));
                if (!toNewcomer.isEmpty())
                    atNewcomer(newcomer.receive(toNewcomer.takeFirst()));
            }
        }
    };

    Pair pair(const QByteArray &secret = {})
    {
        return {inviter(), PairingExchange::newcomer(QStringLiteral("the newcomer"), secret)};
    }

    static QString typeOf(const QByteArray &message)
    {
        return parsedCbor(message).toMap()[QLatin1String("t")].toString();
    }

private Q_SLOTS:
    void init()
    {
        m_invitations = {};
        m_refusal.reset();
        m_theirs.key = QByteArray(32, 'k');
    }

    void aLineGivesTheMembershipOnce()
    {
        const QByteArray secret = invite();
        Pair first = pair(secret);
        first.begin();
        first.deliverAll();
        QCOMPARE(first.inviterEnd, PairingEnd::Joined);
        QCOMPARE(first.newcomerEnd, PairingEnd::Joined);
        QCOMPARE(first.newcomer.gained(), std::optional(m_theirs));
        QCOMPARE(first.digitsShown, 0);
        QCOMPARE(first.inviter.otherName(), QStringLiteral("the newcomer"));

        Pair second = pair(secret);
        second.begin();
        second.deliverAll();
        QCOMPARE(second.newcomerEnd, PairingEnd::Used);
        QVERIFY(!second.newcomer.gained());
    }

    /// A full disk, or a --cluster of its own: the inviter is not to believe that it has joined.
    void whoCannotKeepTheKeyDoesNotSayThatItHasJoined()
    {
        Pair pair = this->pair();
        std::optional<ClusterMembership> offered;
        pair.newcomer = PairingExchange::newcomer(QStringLiteral("the newcomer"), {},
                                                  [&](const ClusterMembership &given) {
                                                      offered = given;
                                                      return false;
                                                  });
        pair.begin();
        pair.deliverAll();
        pair.atInviter(pair.inviter.answer(true));
        pair.atNewcomer(pair.newcomer.answer(true));
        pair.deliverAll();
        QCOMPARE(offered, std::optional(m_theirs));
        QCOMPARE(pair.newcomerEnd, PairingEnd::NotKept);
        QCOMPARE(pair.inviterEnd, PairingEnd::NotKept);
        QVERIFY(!pair.newcomer.gained());
    }

    void ofTwoWithTheSameLineOneJoins()
    {
        const QByteArray secret = invite();
        Pair first = pair(secret), second = pair(secret);
        for (Pair *one : {&first, &second})
            one->begin();
        // Both are past the hello before either has proved anything.
        for (Pair *one : {&first, &second})
            one->atInviter(one->inviter.receive(one->toInviter.takeFirst()));
        first.deliverAll();
        second.deliverAll();
        QCOMPARE(first.newcomerEnd, PairingEnd::Joined);
        QCOMPARE(second.newcomerEnd, PairingEnd::Used);
        QVERIFY(!second.newcomer.gained());
    }

    void whoSawOnlyTheIdOfALineGetsNothing()
    {
        const QByteArray secret = invite();
        Pair honest = pair(secret);
        honest.begin();
        const QByteArray id =
            parsedCbor(honest.toInviter.first()).toMap()[QLatin1String("line")].toByteArray();
        Pair thief = pair(randomBytes(JoinCode::secretBytes));
        thief.begin();
        QCborMap hello = parsedCbor(thief.toInviter.takeFirst()).toMap();
        hello[QLatin1String("line")] = id;
        thief.toInviter << hello.toCborValue().toCbor();
        thief.deliverAll();
        QCOMPARE(thief.inviterEnd, PairingEnd::Broken);
        QVERIFY(!thief.newcomer.gained());
        QCOMPARE(m_invitations.stateOf(id, 0s), Invitations::State::Open);
    }

    void anInviterWithoutTheSecretGivesNoKeyThatIsBelieved()
    {
        Pair pair = this->pair(randomBytes(JoinCode::secretBytes));
        PairingExchange::Inviting liar{
            [this] { return m_theirs; },
            [](const QByteArray &) { return std::variant<QByteArray, PairingEnd>(QByteArray(16, 'x')); },
            [](const QByteArray &) { return std::optional<PairingEnd>(); },
            [] { return std::optional<PairingEnd>(); },
            {}};
        pair.inviter = PairingExchange(liar);
        pair.begin();
        pair.deliverAll();
        QVERIFY(!pair.newcomer.gained());
        QCOMPARE(pair.newcomerEnd, PairingEnd::Broken);
    }

    void twoNodesShowTheSameDigitsAndJoinOnceBothSaidYes_data()
    {
        QTest::addColumn<bool>("newcomerFirst");
        QTest::newRow("newcomer first") << true;
        QTest::newRow("inviter first") << false;
    }
    void twoNodesShowTheSameDigitsAndJoinOnceBothSaidYes()
    {
        QFETCH(bool, newcomerFirst);
        Pair pair = this->pair();
        pair.begin();
        pair.deliverAll();
        QCOMPARE(pair.digitsShown, 2);
        QCOMPARE(pair.inviter.digits(), pair.newcomer.digits());
        QVERIFY(QRegularExpression(QStringLiteral("\\A[0-9]{3} [0-9]{3}\\z"))
                    .match(pair.inviter.digits())
                    .hasMatch());
        if (newcomerFirst)
            pair.atNewcomer(pair.newcomer.answer(true));
        else
            pair.atInviter(pair.inviter.answer(true));
        pair.deliverAll();
        QVERIFY(!pair.newcomer.gained());
        QVERIFY(!pair.inviterEnd && !pair.newcomerEnd);
        if (newcomerFirst)
            pair.atInviter(pair.inviter.answer(true));
        else
            pair.atNewcomer(pair.newcomer.answer(true));
        pair.deliverAll();
        QCOMPARE(pair.newcomer.gained(), std::optional(m_theirs));
        QCOMPARE(pair.inviterEnd, PairingEnd::Joined);
    }

    /// People compare for minutes, and the cluster may change its key meanwhile.
    void aNewcomerIsGivenTheKeyOfTheMomentInWhichItIsLetIn_data()
    {
        QTest::addColumn<bool>("byLine");
        QTest::addRow("by digits") << false;
        QTest::addRow("by a line") << true;
    }
    void aNewcomerIsGivenTheKeyOfTheMomentInWhichItIsLetIn()
    {
        QFETCH(bool, byLine);
        Pair pair = this->pair(byLine ? invite() : QByteArray());
        pair.begin();
        m_theirs.key = QByteArray(32, 'n');
        pair.deliverAll();
        pair.atInviter(pair.inviter.answer(true));
        pair.atNewcomer(pair.newcomer.answer(true));
        pair.deliverAll();
        QCOMPARE(pair.inviterEnd, PairingEnd::Joined);
        QCOMPARE(pair.newcomer.gained()->key, m_theirs.key);
    }

    void whoStandsBetweenShowsOtherDigits()
    {
        // It speaks to each side as the other one, with keys of its own.
        Pair left = pair(), right = pair();
        left.begin();
        right.begin();
        left.deliverAll();
        right.deliverAll();
        QVERIFY(left.inviter.digits() != right.newcomer.digits());
    }

    void whoChangesWhatIsSaidInBetweenShowsOtherDigitsOrNone_data()
    {
        QTest::addColumn<QString>("member");
        QTest::newRow("the key") << QStringLiteral("key");
        QTest::newRow("the nonce") << QStringLiteral("nonce");
        QTest::newRow("the name") << QStringLiteral("name");
    }
    void whoChangesWhatIsSaidInBetweenShowsOtherDigitsOrNone()
    {
        QFETCH(QString, member);
        Pair pair = this->pair();
        pair.begin();
        pair.atInviter(pair.inviter.receive(pair.toInviter.takeFirst()));
        QCborMap key = parsedCbor(pair.toNewcomer.takeFirst()).toMap();
        if (member == QLatin1String("name"))
            key[member] = QStringLiteral("somebody");
        else
            key[member] = key[member].toByteArray().replace(
                0, 1, key[member].toByteArray().startsWith('a') ? "b" : "a");
        pair.toNewcomer << key.toCborValue().toCbor();
        pair.deliverAll();
        QVERIFY(pair.inviter.digits().isEmpty() || pair.inviter.digits() != pair.newcomer.digits());
        pair.atInviter(pair.inviter.answer(true));
        pair.atNewcomer(pair.newcomer.answer(true));
        pair.deliverAll();
        QVERIFY(!pair.newcomer.gained());
        QCOMPARE(pair.inviterEnd, PairingEnd::Broken);
    }

    /// With the inviter's key in hand it could look for one of its own that gives the right digits.
    void aNewcomerCannotChooseItsKeyAfterItSawTheInviters()
    {
        Pair pair = this->pair(), other = this->pair();
        pair.begin();
        other.begin();
        pair.atInviter(pair.inviter.receive(pair.toInviter.takeFirst()));
        other.atInviter(other.inviter.receive(other.toInviter.takeFirst()));
        other.atNewcomer(other.newcomer.receive(pair.toNewcomer.takeFirst()));
        pair.atInviter(pair.inviter.receive(other.toInviter.takeFirst()));
        QCOMPARE(pair.inviterEnd, PairingEnd::Broken);
        QCOMPARE(pair.digitsShown, 0);
    }

    void whatWasRecordedIsWorthNothingAgain()
    {
        Pair pair = this->pair(invite());
        pair.begin();
        QList<QByteArray> recorded;
        while (!pair.toInviter.isEmpty() || !pair.toNewcomer.isEmpty()) {
            if (!pair.toInviter.isEmpty()) {
                recorded << pair.toInviter.first();
                pair.atInviter(pair.inviter.receive(pair.toInviter.takeFirst()));
            }
            if (!pair.toNewcomer.isEmpty())
                pair.atNewcomer(pair.newcomer.receive(pair.toNewcomer.takeFirst()));
        }
        QCOMPARE(pair.inviterEnd, PairingEnd::Joined);
        // Even to an inviter that would still take the line.
        PairingExchange::Inviting forgetful{
            [this] { return m_theirs; },
            [](const QByteArray &) { return std::variant<QByteArray, PairingEnd>(QByteArray(16, 'x')); },
            [](const QByteArray &) { return std::optional<PairingEnd>(); },
            [] { return std::optional<PairingEnd>(); },
            {}};
        PairingExchange again(forgetful);
        std::optional<PairingEnd> end;
        for (const QByteArray &message : recorded) {
            const auto outcome = again.receive(message);
            for (const QByteArray &sent : outcome.send)
                QVERIFY(typeOf(sent) != QLatin1String("sealed"));
            end = end ? end : outcome.end;
        }
        QCOMPARE(end, PairingEnd::Broken);
    }

    void aMessageThatComesTwiceEndsTheExchange()
    {
        Pair pair = this->pair();
        pair.begin();
        pair.deliverAll();
        const auto yes = pair.newcomer.answer(true);
        QCOMPARE(yes.send.size(), 1);
        pair.atInviter(pair.inviter.receive(yes.send.first()));
        pair.atInviter(pair.inviter.receive(yes.send.first()));
        QCOMPARE(pair.inviterEnd, PairingEnd::Broken);
        pair.atInviter(pair.inviter.answer(true));
        QCOMPARE(
            std::count_if(pair.toNewcomer.begin(), pair.toNewcomer.end(),
                          [](const QByteArray &sent) { return typeOf(sent) == QLatin1String("sealed"); }),
            0);
    }

    void eitherSideMaySayNo_data()
    {
        QTest::addColumn<bool>("atInviter");
        QTest::addColumn<bool>("afterTheOtherSaidYes");
        for (const bool atInviter : {false, true}) {
            for (const bool after : {false, true})
                QTest::addRow("%s%s", atInviter ? "inviter" : "newcomer", after ? ", after a yes" : "")
                    << atInviter << after;
        }
    }
    void eitherSideMaySayNo()
    {
        QFETCH(bool, atInviter);
        QFETCH(bool, afterTheOtherSaidYes);
        Pair pair = this->pair();
        pair.begin();
        pair.deliverAll();
        if (afterTheOtherSaidYes && atInviter)
            pair.atNewcomer(pair.newcomer.answer(true));
        else if (afterTheOtherSaidYes)
            pair.atInviter(pair.inviter.answer(true));
        pair.deliverAll();
        if (atInviter)
            pair.atInviter(pair.inviter.answer(false));
        else
            pair.atNewcomer(pair.newcomer.answer(false));
        pair.deliverAll();
        QCOMPARE(atInviter ? pair.inviterEnd : pair.newcomerEnd, PairingEnd::DeclinedHere);
        QCOMPARE(atInviter ? pair.newcomerEnd : pair.inviterEnd, PairingEnd::Declined);
        QVERIFY(!pair.newcomer.gained());
    }

    void anInviterThatInvitesNobodySaysSo()
    {
        m_refusal = PairingEnd::NotInviting;
        Pair pair = this->pair();
        pair.begin();
        pair.deliverAll();
        QCOMPARE(pair.newcomerEnd, PairingEnd::NotInviting);
        QCOMPARE(pair.digitsShown, 0);
    }

    void nonsenseEndsTheExchangeAtAnyStage()
    {
        const QByteArray zeroKey(32, '\0');
        for (const QByteArray &nonsense :
             {QByteArray(), QByteArray("x"), QByteArray(1000, '\xff'),
              QCborMap{{QLatin1String("t"), QLatin1String("key")},
                       {QLatin1String("key"), zeroKey},
                       {QLatin1String("nonce"), QByteArray(16, 'n')}}
                  .toCborValue()
                  .toCbor(),
              QCborMap{{QLatin1String("t"), QLatin1String("sealed")}, {QLatin1String("box"), zeroKey}}
                  .toCborValue()
                  .toCbor()}) {
            for (int stage = 0; stage < 4; ++stage) {
                Pair pair = this->pair(invite());
                pair.begin();
                for (int i = 0; i < stage; ++i) {
                    if (i % 2 == 0)
                        pair.atInviter(pair.inviter.receive(pair.toInviter.takeFirst()));
                    else
                        pair.atNewcomer(pair.newcomer.receive(pair.toNewcomer.takeFirst()));
                }
                if (stage % 2 == 0)
                    pair.atInviter(pair.inviter.receive(nonsense));
                else
                    pair.atNewcomer(pair.newcomer.receive(nonsense));
                QCOMPARE(stage % 2 == 0 ? pair.inviterEnd : pair.newcomerEnd, PairingEnd::Broken);
                QVERIFY(!pair.newcomer.gained());
                m_invitations = {};
            }
        }
    }

    void attemptsAreSlowedDownAndEndAfterTwenty()
    {
        Attempts attempts;
        Nanoseconds now = 0s, last = 0s;
        QList<Nanoseconds> waits;
        while (!attempts.isExhausted()) {
            while (!attempts.admits(now))
                now += 1s;
            waits << now - last;
            last = now;
            attempts.failed(now);
        }
        QCOMPARE(waits.size(), Attempts::most);
        QVERIFY(std::is_sorted(waits.begin(), waits.end()));
        QCOMPARE(waits.first(), 0s);
        QCOMPARE(waits.last(), 60s);
        QVERIFY(!attempts.admits(now + 1000s));
        attempts.reset();
        QVERIFY(attempts.admits(now));
    }

    void aLineIsGoodForItsTimeAndFewAreOpen()
    {
        Invitations invitations;
        QList<QByteArray> secrets;
        for (std::size_t i = 0; i < Invitations::mostOpen; ++i) {
            secrets << randomBytes(JoinCode::secretBytes);
            QVERIFY(invitations.add(secrets.last(), std::chrono::seconds(10 + i)));
        }
        QVERIFY(!invitations.add(randomBytes(JoinCode::secretBytes), 10s));
        QCOMPARE(invitations.nextEnd(), std::optional<Nanoseconds>(10s));
        QCOMPARE(invitations.stateOf(Invitations::idOf(secrets[0]), 9s), Invitations::State::Open);
        QCOMPARE(invitations.stateOf(Invitations::idOf(secrets[0]), 10s), Invitations::State::Expired);
        QVERIFY(!invitations.secretOf(Invitations::idOf(secrets[0]), 10s));
        QCOMPARE(invitations.open(10s), Invitations::mostOpen - 1);
        QVERIFY(invitations.use(Invitations::idOf(secrets[1]), 10s));
        QVERIFY(!invitations.use(Invitations::idOf(secrets[1]), 10s));
        invitations.withdrawAll();
        QCOMPARE(invitations.stateOf(Invitations::idOf(secrets[2]), 10s), Invitations::State::Withdrawn);
        QCOMPARE(invitations.stateOf(Invitations::idOf(randomBytes(16)), 10s), Invitations::State::Unknown);
        QCOMPARE(invitations.open(10s), std::size_t(0));
    }

    void aCodeReadsBackAndADamagedOneDoesNot()
    {
        const JoinCode code{
            randomBytes(JoinCode::secretBytes),
            40123,
            {QHostAddress(QStringLiteral("192.168.1.7")), QHostAddress(QStringLiteral("fd77::7"))}};
        const QString text = code.toText();
        QVERIFY(text.startsWith(QLatin1String("eb1-")));
        QCOMPARE(JoinCode::fromText(text), std::optional(code));
        for (qsizetype i = 0; i < text.size(); ++i) {
            QString damaged = text;
            damaged[i] = damaged[i] == u'A' ? u'B' : u'A';
            QVERIFY2(!JoinCode::fromText(damaged), qPrintable(damaged));
            QVERIFY(!JoinCode::fromText(text.first(i)));
        }
        for (const char *none :
             {"", "eb1-", "eb2-AAAA", "eb1-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "eb1-\xc3\xa4"})
            QVERIFY(!JoinCode::fromText(QString::fromUtf8(none)));
    }

    void aMembershipIsKeptAndTheKeyBeforeItToo()
    {
        const QTemporaryDir home;
        const QString file = home.filePath(QStringLiteral("config/cluster.key"));
        const QByteArray before = loadOrCreateKeyFile(file).key;
        QVERIFY(!keptMembership(file));
        const QByteArray key = randomBytes(clusterKeyBytes);
        const KeptMembership kept{QStringLiteral("theirs"), QStringLiteral("10.0.0.1:45454"), "id"};
        QCOMPARE(keepMembership(file, key, kept), QString());
        QCOMPARE(loadOrCreateKeyFile(file).key, key);
        QCOMPARE(keptMembership(file), std::optional(kept));
        QFile old(file + QLatin1String(".before"));
        QVERIFY(old.open(QIODevice::ReadOnly));
        QCOMPARE(old.readAll(), before);
        for (const char *name : {"", ".before", ".joined"})
            QCOMPARE(QFile::permissions(file + QLatin1String(name)) & 0x0077, QFile::Permissions());
    }

    /// A service has the code in its options for ever, wherever the node goes.
    void aLineStaysUsedWhateverComesAfterIt()
    {
        const QTemporaryDir home;
        const QString file = home.filePath(QStringLiteral("config/cluster.key"));
        const auto join = [&](const QByteArray &line) {
            return keepMembership(file, randomBytes(clusterKeyBytes), {QStringLiteral("theirs"), {}, line});
        };
        QCOMPARE(join("first"), QString());
        QCOMPARE(QFile::permissions(file + QLatin1String(".lines")) & 0x0077, QFile::Permissions());
        QCOMPARE(join({}), QString()); // by digits
        QCOMPARE(usedLines(file), QList<QByteArray>{"first"});
        QCOMPARE(join("second"), QString());
        forgetMembership(file);
        QCOMPARE(usedLines(file), (QList<QByteArray>{"second", "first"}));
        for (qsizetype i = 0; i < mostUsedLines; ++i)
            QCOMPARE(join(QByteArray::number(i)), QString());
        QCOMPARE(usedLines(file).size(), mostUsedLines);
        QCOMPARE(usedLines(file).first(), QByteArray::number(mostUsedLines - 1));
        // An older version wrote it here alone.
        QVERIFY(QFile::remove(file + QLatin1String(".lines")));
        forgetMembership(file);
        QCOMPARE(usedLines(file), QList<QByteArray>{QByteArray::number(mostUsedLines - 1)});
    }

    void aMembershipIsKeptWholeOrNotAtAll_data()
    {
        QTest::addColumn<QString>("inTheWay");
        QTest::addColumn<bool>("hasJoinedBefore");
        for (const char *name : {".joined", ".before", ".lines"})
            QTest::addRow("the first, %s", name) << QString::fromLatin1(name) << false;
        QTest::addRow("another, .before") << QStringLiteral(".before") << true;
    }
    void aMembershipIsKeptWholeOrNotAtAll()
    {
        QFETCH(QString, inTheWay);
        QFETCH(bool, hasJoinedBefore);
        const QTemporaryDir home;
        const QString file = home.filePath(QStringLiteral("config/cluster.key"));
        const KeptMembership first{QStringLiteral("first"), {}, "first"};
        QVERIFY(!loadOrCreateKeyFile(file).key.isEmpty());
        if (hasJoinedBefore)
            QCOMPARE(keepMembership(file, randomBytes(clusterKeyBytes), first), QString());
        const QByteArray key = loadOrCreateKeyFile(file).key;
        const QByteArray member = memberSecret(file);
        QFile::remove(file + inTheWay);
        QVERIFY(QDir().mkpath(file + inTheWay + QLatin1String("/in/the/way")));

        QVERIFY(!keepMembership(file, randomBytes(clusterKeyBytes), {QStringLiteral("theirs"), {}, "id"})
                     .isEmpty());
        QCOMPARE(loadOrCreateKeyFile(file).key, key);
        QCOMPARE(memberSecret(file), member);
        QCOMPARE(keptMembership(file), hasJoinedBefore ? std::optional(first) : std::nullopt);
        QCOMPARE(usedLines(file), hasJoinedBefore ? QList<QByteArray>{"first"} : QList<QByteArray>());
        QDir(file + inTheWay).removeRecursively();
        const QStringList left = QFileInfo(file).dir().entryList({QStringLiteral("*.former")}, QDir::Files);
        QVERIFY(left.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestPairing)
#include "tst_pairing.moc"
