// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/Coordinations.h"
#include "tests/fakes/SelfSigned.h"

#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <limits>

using namespace everbounce;

namespace {

/// A lease that is kept in a third place, with an option of its own.
const CoordinationKind &rock()
{
    static const CoordinationKind kind{
        .name = "rock",
        .form = "rock:PLACE",
        .help = "rock:PLACE",
        .options = {{"rock-chisel", "FILE", "What it is carved with."}},
        .times = {.shortest = 10,
                  .longest = 1000,
                  .step = 10,
                  .usual = 100,
                  .horizon = [](int lease) { return 2 * lease; }},
        .leaseHelp = "",
        .horizonHelp = "",
        .read =
            [](const QString &place, const CoordinationTexts &texts, CoordinationSetup &setup) {
                setup.askForFault = [place](const QString &, std::chrono::milliseconds) { return place; };
                return texts.value(QStringLiteral("rock-chisel")).isEmpty() ? QStringLiteral("no chisel")
                                                                            : QString();
            },
        .refuse =
            [](const CoordinationTexts &texts) {
                return texts.value(QStringLiteral("rock-chisel")).isEmpty() ? QString()
                                                                            : QStringLiteral("no rock");
            }};
    return kind;
}

} // namespace

/// Where a lease may be kept is known by a list; nothing else has to know the kinds in it.
class TestCoordinationKinds : public QObject
{
    Q_OBJECT

    CoordinationTexts m_texts{{QStringLiteral("rock-chisel"), QStringLiteral("a")}};

    static QString text(const char *latin) { return QString::fromLatin1(latin); }

private Q_SLOTS:
    void aFurtherKindIsChosenByItsName()
    {
        CoordinationSetup setup;
        const auto kinds = coordinationKinds() + QList<const CoordinationKind *>{&rock()};
        QCOMPARE(readCoordination(kinds, text("rock:far:away"), m_texts, setup), QString());
        QCOMPARE(setup.kind, text("rock"));
        QCOMPARE(setup.breakable(), text("rock"));
        QCOMPARE(setup.askForFault({}, {}), text("far:away"));
        QCOMPARE(readCoordination(kinds, text("rock:far"), {}, setup), text("no chisel"));
    }

    void whereAnotherIsChosenItsOptionsAreRefused()
    {
        CoordinationSetup setup;
        const auto kinds = coordinationKinds() + QList<const CoordinationKind *>{&rock()};
        QCOMPARE(readCoordination(kinds, text("peers"), {}, setup), QString());
        QCOMPARE(setup.kind, text("peers"));
        QVERIFY(setup.breakable().isEmpty());
        QCOMPARE(readCoordination(kinds, text("peers"), m_texts, setup), text("no rock"));
    }

    void whatIsNotKnownIsRefusedWithAllThatIs()
    {
        CoordinationSetup setup;
        const auto kinds = coordinationKinds() + QList<const CoordinationKind *>{&rock()};
        for (const char *where : {"", "rock", "rocks:here", "peers:here", "zookeeper:here"})
            QCOMPARE(readCoordination(kinds, text(where), {}, setup),
                     text("--coordination takes peers or etcd:URL,URL,... or rock:PLACE, not '%1'.")
                         .arg(text(where)));
    }

    void whatIsNoListOfMembersIsRefused()
    {
        const auto problemOf = [](const char *members) {
            CoordinationSetup setup;
            return readCoordination(coordinationKinds(), text("etcd:") + text(members), {}, setup);
        };
        QCOMPARE(problemOf("http://a:2379,http://b:2379"), QString());
        for (const char *member : {"http://a:0", "http://a:2379#b", "http://a:2379?", "http://a:2379/b",
                                   "http://me@a:2379", "a:2379"})
            QCOMPARE(problemOf(member),
                     text("--coordination takes addresses such as https://a.example:2379, not '%1'.")
                         .arg(text(member)));
        for (const char *again : {"http://a:2379", "http://A:2379/"})
            QCOMPARE(problemOf(qPrintable(text("http://a:2379,http://b:2379,") + text(again))),
                     text("--coordination names the member a:2379 of etcd twice."));
    }

    void aKeyOfAnotherCertificateIsRefused()
    {
        const QTemporaryDir directory;
        const auto path = [&directory](const char *name) {
            return directory.filePath(QString::fromLatin1(name));
        };
        const SelfSigned own, other;
        QVERIFY(own.write(path("own.pem"), path("own.key")) &&
                other.write(path("other.pem"), path("other.key")));
        const auto problemOf = [&path](const char *certificate, const char *key) {
            CoordinationSetup setup;
            const QString problem = readCoordination(
                coordinationKinds(), text("etcd:https://a:2379"),
                {{text("coordination-cert"), path(certificate)}, {text("coordination-key"), path(key)}},
                setup);
            return problem.isEmpty() ? setup.prepare(text("c"), std::chrono::seconds(4)).problem : problem;
        };
        QCOMPARE(problemOf("own.pem", "own.key"), QString());
        QCOMPARE(
            problemOf("own.pem", "other.key"),
            text("The key of --coordination-key is not that of the certificate of --coordination-cert."));
    }

    void noTwoKindsShareANameOrAnOption()
    {
        QSet<QString> names, options;
        for (const CoordinationKind *kind : coordinationKinds()) {
            QCOMPARE(&coordinationKind(text(kind->name)), kind);
            QVERIFY(text(kind->form).startsWith(text(kind->name)));
            QVERIFY(!names.contains(text(kind->name)));
            names.insert(text(kind->name));
            for (const CoordinationOption &option : kind->options) {
                QVERIFY(!options.contains(text(option.name)));
                options.insert(text(option.name));
            }
        }
    }

    /// A holder that is silent must not be missed before another one is there.
    void moreIsKnownAheadThanALeaseLasts()
    {
        for (const CoordinationKind *kind : coordinationKinds()) {
            const CoordinationTimes &times = kind->times;
            QCOMPARE(times.usual % times.step, 0);
            QCOMPARE(times.longest % times.step, 0);
            for (int lease = times.shortest; lease <= 10'000; lease += times.step)
                QVERIFY2(times.horizon(lease) > lease + times.leastBeyond, kind->name);
            QVERIFY2(times.horizon(times.longest) >= times.longest + times.leastBeyond, kind->name);
            QCOMPARE(times.horizon(60'000), 60'000);
            QCOMPARE(times.horizon(std::numeric_limits<int>::max()), 60'000); // it is refused elsewhere
        }
    }
};

QTEST_GUILESS_MAIN(TestCoordinationKinds)
#include "tst_coordination_kinds.moc"
