// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/behaviors/Catalogue.h"
#include "engine/ball/behaviors/loading/Loading.h"
#include "tests/outside/OutsideProject.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace everbounce;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

LoadedBehavior load(const QString &path)
{
    return loadBehavior({.kind = BehaviorCode::Kind::Plugin, .path = path});
}

/// Why it could not be loaded; empty where it could.
QByteArray problemOf(const LoadedBehavior &loaded)
{
    const auto *const problem = std::get_if<QString>(&loaded);
    return problem ? problem->toUtf8() : QByteArray();
}

} // namespace

/// Native behaviours, built as a third party builds them.
class TestBehaviorPlugin : public QObject
{
    Q_OBJECT

    OutsideProject m_outside;

    QString built(const char *name) const { return m_outside.built(text(name)); }

private Q_SLOTS:
    void initTestCase()
    {
        QByteArray problem = m_outside.install(text("behavior-development"));
        QVERIFY2(problem.isEmpty(), problem);
        problem = m_outside.build(text(TEST_OUTSIDE));
        QVERIFY2(problem.isEmpty(), problem);
    }

    void fliesByAPluginFromOutside()
    {
        const LoadedBehavior loaded = load(built("Drift.so"));
        QVERIFY2(loaded.index() == 0, problemOf(loaded));
        const auto &drift = std::get<0>(loaded);
        const BallState later = drift->next({.tick = 5, .x = 1, .y = 2, .dx = 3, .dy = 4}, {});
        Random random;
        QCOMPARE(later.x, 804.0);
        QCOMPARE(later.y, 426.0);
        QCOMPARE(later.dx, double(random.below(1000)));
        QCOMPARE(later.dy, random.unit());
        QCOMPARE(later.random, random);
        QCOMPARE(later.tick, Tick(6));
        QVERIFY_THROWS_EXCEPTION(std::exception, drift->next({.tick = 1000}, {}));
    }

    void listsAPluginOfAnotherAbiAndNeverLoadsIt()
    {
        Catalogue catalogue;
        catalogue.watch({m_outside.path(text("build"))});
        QStringList plugins;
        for (const CatalogueEntry &entry : catalogue.entries()) {
            if (entry.source == BehaviorSource::Plugin)
                plugins.append(entry.shownName + u'|' + entry.problem);
        }
        QCOMPARE(plugins,
                 (QStringList{text("Drift|"),
                              text("OtherAbi|it is built for behaviour ABI 99, this program has 1")}));
        const auto drift = catalogue.find(text("Drift"));
        QCOMPARE(std::get<BehaviorCode>(drift).path, built("Drift.so"));
        QCOMPARE(std::get<QString>(catalogue.find(text("OtherAbi"))),
                 text("OtherAbi cannot be used: it is built for behaviour ABI 99, this program has 1."));
        // Were it loaded, its initialisation would end this process.
        QCOMPARE(std::get<QString>(load(built("OtherAbi.so"))),
                 text("OtherAbi cannot be loaded: it is built for behaviour ABI 99, this program has 1"));
    }

    void seesAPluginDroppedIn()
    {
        QTemporaryDir directory;
        Catalogue catalogue;
        catalogue.watch({directory.path()});
        QVERIFY(QFile::copy(built("Drift.so"), directory.filePath(text("AnyName.so"))));
        const auto found = [&] {
            return std::holds_alternative<BehaviorCode>(catalogue.find(text("Drift")));
        };
        QTRY_VERIFY_WITH_TIMEOUT(found(), 1000);
        QVERIFY(QFile::remove(directory.filePath(text("AnyName.so"))));
        QTRY_VERIFY_WITH_TIMEOUT(!found(), 1000);
    }

    void saysWhatCannotBeLoaded()
    {
        QVERIFY(std::get<QString>(load(m_outside.path(text("None.so"))))
                    .startsWith(text("None cannot be loaded")));
        const LoadedBehavior none = loadBehavior({.kind = BehaviorCode::Kind::Builtin, .name = text("None")});
        QCOMPARE(std::get<QString>(none), text("None is not part of this program"));
        QCOMPARE(loadBehavior({.kind = BehaviorCode::Kind::Builtin, .name = text("MirrorJump")}).index(),
                 std::size_t(0));
    }

    void v2NeverSticksToAnAxis()
    {
        const LoadedBehavior loaded = load(text(TEST_V2));
        QVERIFY2(loaded.index() == 0, problemOf(loaded));
        const auto &v2 = std::get<0>(loaded);
        const auto first = makeBuiltinBehavior("RandomRebound");
        int zeros = 0;
        for (std::uint64_t seed = 0; seed < 2000; ++seed) {
            const double speed = seed % 2 ? 3 : -3;
            const BallState state{.x = speed > 0 ? 779.0 : 21.0, .dx = speed, .random = {seed}};
            const BallState old = first->next(state, {});
            const BallState later = v2->next(state, {});
            QCOMPARE(later.random, old.random);
            QCOMPARE(later.dx, old.dx != 0 ? old.dx : speed > 0 ? -5.0 : 5.0);
            QCOMPARE(later.dy, old.dy);
            zeros += old.dx == 0;
        }
        QVERIFY(zeros > 100);
    }

    void theSegfaultIsReal()
    {
        const pid_t child = ::fork();
        if (child == 0) {
            ::signal(SIGSEGV, SIG_DFL); // not the test's own handler, which would tell a long story
            const LoadedBehavior loaded = load(text(TEST_SHIPPED "/broken-behaviors/Segfaults.so"));
            if (const auto *const behavior = std::get_if<0>(&loaded))
                (*behavior)->next({}, {});
            ::_exit(0);
        }
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY(!WIFEXITED(status) || WEXITSTATUS(status) != 0); // a sanitizer turns the signal into a status
    }
};

QTEST_GUILESS_MAIN(TestBehaviorPlugin)
#include "tst_behavior_plugin.moc"
