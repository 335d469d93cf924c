// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/files/OutsideFile.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace everbounce;

/// Promises of the one way in which files from outside are opened. A file that blocks would hang this test.
class TestOutsideFile : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_ground;
    QString m_folder;

    QString at(const char *name) const { return m_folder + u'/' + QLatin1String(name); }

    static void write(const QString &path, const QByteArray &content)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
    }

    static void link(const QByteArray &target, const QString &path)
    {
        QCOMPARE(::symlink(target.constData(), QFile::encodeName(path).constData()), 0);
    }

private Q_SLOTS:
    void init()
    {
        m_folder = m_ground.filePath(QStringLiteral("folder"));
        QVERIFY(QDir().mkpath(m_folder + QLatin1String("/deep")));
        write(m_ground.filePath(QStringLiteral("outside")), "outside");
        write(at("inside"), "inside");
        write(at("deep/inside"), "deep inside");
    }

    void cleanup() { QVERIFY(QDir(m_folder).removeRecursively()); }

    void readsWholeFilesUpToABound()
    {
        OutsideFile file(at("inside"));
        QVERIFY(file.isOpen() && file.problem().isEmpty());
        QCOMPARE(file.read(6).value(), QByteArray("inside"));
        QVERIFY(!file.read(5));
        QVERIFY2(file.problem().contains(QLatin1String("larger than 5 bytes")), qPrintable(file.problem()));
        write(at("empty"), {});
        QCOMPARE(OutsideFile(at("empty")).read(5).value(), QByteArray());
    }

    void aFileThatMayBeSoundIsToldFromOneOfNoUse()
    {
        constexpr uid_t nobody = 65534;
        QVERIFY(QFile::setPermissions(at("inside"), QFile::Permissions()));
        const bool isRoot = ::geteuid() == 0; // who may read everything
        QVERIFY(!isRoot || ::seteuid(nobody) == 0);
        const OutsideFile denied(at("inside"));
        QVERIFY(!isRoot || ::seteuid(0) == 0);
        QVERIFY(denied.isUnread() && !denied.isOpen() && !denied.isMissing());
        for (const char *name : {"none", "deep", "deep/inside"})
            QVERIFY2(!OutsideFile(at(name)).isUnread(), name);
    }

    void readsNoMoreThanThereWas()
    {
        OutsideFile file(at("inside"));
        write(at("inside"), QByteArray(100'000, 'x'));
        QCOMPARE(file.read(6).value(), QByteArray("xxxxxx"));
        OutsideFile shrunk(at("inside"));
        write(at("inside"), "gone");
        QCOMPARE(shrunk.read(100'000).value(), QByteArray("gone"));
    }

    void saysWhatIsMissing()
    {
        for (const char *name : {"nothing", "no/folder", ""}) {
            OutsideFile file(at(name));
            QVERIFY(!file.isOpen());
            QVERIFY(file.isMissing());
            QVERIFY(!file.read(10));
            QVERIFY(!file.problem().isEmpty());
        }
        QVERIFY(!OutsideFile(m_folder).isMissing());
    }

    void opensNothingButRegularFiles()
    {
        QCOMPARE(::mkfifo(QFile::encodeName(at("pipe")).constData(), 0600), 0);
        const int listener = ::socket(AF_UNIX, SOCK_STREAM, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        qstrncpy(address.sun_path, QFile::encodeName(at("socket")).constData(), sizeof address.sun_path);
        QCOMPARE(::bind(listener, reinterpret_cast<sockaddr *>(&address), sizeof address), 0);
        ::close(listener);
        link("pipe", at("link to a pipe"));
        for (const QString &path : {at("pipe"), at("socket"), at("deep"), at("link to a pipe"), m_folder,
                                    QStringLiteral("/dev/zero"), QStringLiteral("/dev/kmsg"),
                                    QStringLiteral("/dev/tty"), QStringLiteral("/")}) {
            if (!QFileInfo::exists(path))
                continue;
            const OutsideFile file(path);
            QVERIFY2(!file.isOpen(), qPrintable(path));
            QVERIFY2(!file.isMissing() || path == QLatin1String("/"), qPrintable(path));
        }
        QVERIFY(OutsideFile(at("pipe")).problem().contains(QLatin1String("not a regular file")));
    }

    void followsLinksWithinTheFolderOnly()
    {
        link("inside", at("near"));
        link("deep/inside", at("far"));
        link("near", at("two steps"));
        link("deep", at("folder"));
        QCOMPARE(OutsideFile(at("near")).read(100).value(), QByteArray("inside"));
        QCOMPARE(OutsideFile(at("far")).read(100).value(), QByteArray("deep inside"));
        QCOMPARE(OutsideFile(at("two steps")).read(100).value(), QByteArray("inside"));
        QCOMPARE(OutsideFile(at("folder/inside")).read(100).value(), QByteArray("deep inside"));
        link(QFile::encodeName(at("deep/inside")), at("by its whole path"));
        QCOMPARE(OutsideFile(at("by its whole path")).read(100).value(), QByteArray("deep inside"));
        link("../outside", at("up"));
        link("deep/../../outside", at("down and up"));
        link("/etc/passwd", at("away"));
        link("/dev/zero", at("zero"));
        link("/proc/self/fd/0", at("magic"));
        link("up", at("two steps up"));
        link("loop", at("loop"));
        link("nowhere", at("nowhere to"));
        for (const char *name : {"up", "down and up", "away", "zero", "magic", "two steps up", "loop"}) {
            OutsideFile file(at(name));
            QVERIFY2(!file.isOpen() && !file.isMissing() && !file.read(100), name);
        }
        QVERIFY(OutsideFile(at("away")).problem().contains(QLatin1String("leads out")));
        QVERIFY(OutsideFile(at("nowhere to")).isMissing());
    }

    void knowsFoldersThatAreOpenToOthers()
    {
        const QByteArray folder = QFile::encodeName(at("deep"));
        for (const auto &[mode, isOpen] :
             {std::pair{0700u, false}, {0755u, false}, {0775u, true}, {0702u, true}, {01777u, false}}) {
            QCOMPARE(::chmod(folder.constData(), mode), 0);
            QCOMPARE(!waysToReplace(at("deep/file")).isEmpty(), isOpen);
        }
        QCOMPARE(::chmod(folder.constData(), 0755), 0);
    }

    void knowsFoldersAboveThatAreOpenToOthers()
    {
        QVERIFY(QDir().mkpath(at("deep/a/b")));
        const QByteArray folder = QFile::encodeName(at("deep"));
        for (const auto &[mode, isOpen] :
             {std::pair{0755u, false}, {0775u, false}, {0777u, true}, {01777u, false}, {0755u, false}}) {
            QCOMPARE(::chmod(folder.constData(), mode), 0);
            QCOMPARE(waysToReplace(at("deep/a/b/file")).contains(at("deep;")), isOpen);
        }
    }
};

QTEST_GUILESS_MAIN(TestOutsideFile)
#include "tst_outside_file.moc"
