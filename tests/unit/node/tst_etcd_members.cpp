// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/etcd/EtcdMembers.h"
#include "engine/node/view/Fault.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace everbounce;
using namespace std::chrono_literals;

/// A node breaks no process of etcd: it says what is wanted, to whoever has given it a pipe.
class TestEtcdMembers : public QObject
{
    Q_OBJECT

    QTemporaryDir m_directory;

    QString path(const char *name) const { return m_directory.filePath(QLatin1String(name)); }

    static QString ask(const QString &pipe)
    {
        return EtcdMembers(pipe)(QStringLiteral("stop-etcd-majority"), 1500ms);
    }

private Q_SLOTS:
    void aLineSaysTheFaultAndItsLength()
    {
        QCOMPARE(etcdFaultLine(QStringLiteral("kill-etcd-leader"), 0ms), QByteArray("kill-etcd-leader\n"));
        QCOMPARE(etcdFaultLine(QStringLiteral("stop-etcd-majority"), 15s),
                 QByteArray("stop-etcd-majority 15\n"));
        QCOMPARE(etcdFaultLine(QStringLiteral("stop-etcd-majority"), 1500ms),
                 QByteArray("stop-etcd-majority 1.5\n"));
    }

    void isWrittenToWhoeverReads()
    {
        const QByteArray pipe = path("pipe").toUtf8();
        QCOMPARE(::mkfifo(pipe.constData(), 0600), 0);
        QVERIFY(isPipe(path("pipe")));
        QVERIFY(ask(path("pipe")).contains(QLatin1String("Nothing reads")));
        const int fd = ::open(pipe.constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        QVERIFY(fd >= 0);
        QCOMPARE(ask(path("pipe")), QString());
        char line[100];
        QCOMPARE(QByteArray(line, ::read(fd, line, sizeof line)), QByteArray("stop-etcd-majority 1.5\n"));
        ::close(fd);
    }

    void nothingElseIsWrittenTo()
    {
        QVERIFY(ask(QString()).contains(QLatin1String("--etcd-faults")));
        QVERIFY(!ask(path("absent")).isEmpty());
        QFile file(path("file"));
        QVERIFY(file.open(QFile::WriteOnly));
        QVERIFY(!isPipe(path("file")));
        QVERIFY(!ask(path("file")).isEmpty());
        QCOMPARE(file.size(), 0);
    }

    void areOfferedOnlyWhereSomebodyBreaksThem()
    {
        const auto names = [](bool isAllowed, const char *breakable) {
            QStringList offered;
            for (const FaultInfo &info : offeredFaults(isAllowed, QString::fromLatin1(breakable)))
                offered << QLatin1String(info.name);
            return offered;
        };
        QCOMPARE(names(true, "etcd").size(), allFaults().size());
        QCOMPARE(names(true, "etcd").filter(QLatin1String("etcd")).size(), 2);
        QCOMPARE(names(true, "peers").size(), allFaults().size() - 2);
        QVERIFY(names(true, "peers").filter(QLatin1String("etcd")).isEmpty());
        QVERIFY(names(false, "etcd").isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestEtcdMembers)
#include "tst_etcd_members.moc"
