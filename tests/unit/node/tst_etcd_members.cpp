// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/faults/EtcdMembers.h"

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
        EtcdMembers members;
        members.setPipe(pipe);
        return members.ask(Fault::StopEtcdMajority, 1500ms);
    }

private Q_SLOTS:
    void aLineSaysTheFaultAndItsLength()
    {
        QCOMPARE(etcdFaultLine(Fault::KillEtcdLeader, 0ms), QByteArray("kill-etcd-leader\n"));
        QCOMPARE(etcdFaultLine(Fault::StopEtcdMajority, 15s), QByteArray("stop-etcd-majority 15\n"));
        QCOMPARE(etcdFaultLine(Fault::StopEtcdMajority, 1500ms), QByteArray("stop-etcd-majority 1.5\n"));
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
        const auto names = [](bool isAllowed, bool breaksEtcd) {
            QStringList offered;
            for (const FaultInfo &info : offeredFaults(isAllowed, breaksEtcd))
                offered << QLatin1String(info.name);
            return offered;
        };
        QCOMPARE(names(true, true).size(), allFaults().size());
        QCOMPARE(names(true, true).filter(QLatin1String("etcd")).size(), 2);
        QCOMPARE(names(true, false).size(), allFaults().size() - 2);
        QVERIFY(names(true, false).filter(QLatin1String("etcd")).isEmpty());
        QVERIFY(names(false, true).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestEtcdMembers)
#include "tst_etcd_members.moc"
