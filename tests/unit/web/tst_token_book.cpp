// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/files/FileLock.h"
#include "web/access/tokens/TokenBook.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <barrier>
#include <thread>

using namespace everbounce;

/// The tokens that were given out, in a file that several nodes share.
class TestTokenBook : public QObject
{
    Q_OBJECT

private:
    const QTemporaryDir m_home;

    QString tokenFile() const { return m_home.filePath(QStringLiteral("config/tokens.json")); }

    /// Two nodes do these at the same time.
    template<typename First, typename Second>
    static void atOnce(First first, Second second)
    {
        std::barrier start(2);
        std::thread other([&] {
            start.arrive_and_wait();
            second();
        });
        start.arrive_and_wait();
        first();
        other.join();
    }

private Q_SLOTS:
    void cleanup() { QFile::remove(tokenFile()); }

    void tokensOfAUserHoldAtAllOfItsNodes()
    {
        TokenBook one(tokenFile()), other(tokenFile());
        const TokenBook::Added added = one.add(QStringLiteral("Ada"), 60);
        QCOMPARE(added.problem, QString());
        QCOMPARE(other.find(added.text), std::optional(added.token));
        QVERIFY(!other.find("something else"));
        QString why;
        QVERIFY(other.revoke(added.token.id, &why));
        QTRY_VERIFY(!one.find(added.text));
    }

    void aTokenHasItsTimeAndThereAreFew()
    {
        TokenBook book(tokenFile());
        QVERIFY(!book.find(book.add(QStringLiteral("late"), -1).text));
        for (qsizetype i = 0; i < TokenBook::most; ++i)
            QCOMPARE(book.add(QStringLiteral("some"), 60).problem, QString());
        QVERIFY(!book.add(QStringLiteral("more"), 60).problem.isEmpty());
        QCOMPARE(book.list().size(), TokenBook::most);
    }

    void aFileThatOthersMayReadCountsAsEmpty()
    {
        TokenBook book(tokenFile());
        const QByteArray text = book.add(QStringLiteral("Ada"), 60).text;
        QFile::setPermissions(tokenFile(), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
        QVERIFY(!TokenBook(tokenFile()).find(text));
    }

    void aLinkOpensOneSessionHoweverManyNodesAreAsked()
    {
        TokenBook one(tokenFile()), other(tokenFile());
        for (int round = 0; round < 20; ++round) {
            const QByteArray link = one.addLink(QStringLiteral("link"), 60, 60, Role::Operator).text;
            std::array<bool, 2> opened{};
            const auto open = [&link](TokenBook &book, bool &isOpen) {
                QString problem;
                isOpen = book.redeem(link, &problem).has_value();
            };
            atOnce([&] { open(one, opened[0]); }, [&] { open(other, opened[1]); });
            QVERIFY2(opened[0] != opened[1], qPrintable(QString::number(round)));
        }
    }

    void noRevocationIsLostToAnotherNodesToken()
    {
        TokenBook one(tokenFile()), other(tokenFile());
        for (int round = 0; round < 20; ++round) {
            const TokenBook::Added bad = one.add(QStringLiteral("bad"), 60);
            TokenBook::Added good;
            QString why;
            bool revoked = false;
            atOnce([&] { revoked = one.revoke(bad.token.id, &why); },
                   [&] { good = other.add(QStringLiteral("good"), 60); });
            QVERIFY(revoked && why.isEmpty() && good.problem.isEmpty());
            for (TokenBook *book : {&one, &other}) {
                QVERIFY2(!book->find(bad.text), qPrintable(QString::number(round)));
                QVERIFY(book->find(good.text));
            }
            QVERIFY(one.revoke(good.token.id, &why));
        }
    }

    void bothOfTwoThatMakeTheBookHaveItsId()
    {
        TokenBook one(tokenFile()), other(tokenFile());
        atOnce([&] { one.id(); }, [&] { other.id(); });
        QVERIFY(!one.id().isEmpty());
        QCOMPARE(one.id(), other.id());
    }

    void whatCannotBeChangedNowIsSaid()
    {
        TokenBook book(tokenFile());
        const TokenBook::Added added = book.add(QStringLiteral("Ada"), 60);
        const FileLock stopped(tokenFile()); // as by a node that was frozen while it held it
        QVERIFY(stopped.isHeld());
        QString why;
        QVERIFY(book.revoke(added.token.id, &why));
        QVERIFY(why.contains(QLatin1String("another process is changing it")));
        QVERIFY(book.find(added.text));
        QVERIFY(!TokenBook().add(QStringLiteral("Ada"), 60).problem.isEmpty());
    }

    void aFileThatIsClosedToOthersAgainIsRead()
    {
        TokenBook book(tokenFile());
        const QByteArray text = book.add(QStringLiteral("Ada"), 60).text;
        QFile::setPermissions(tokenFile(), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
        QVERIFY(!book.find(text));
        QFile::setPermissions(tokenFile(), QFile::ReadOwner | QFile::WriteOwner);
        QVERIFY(book.find(text));
    }
};

QTEST_GUILESS_MAIN(TestTokenBook)
#include "tst_token_book.moc"
