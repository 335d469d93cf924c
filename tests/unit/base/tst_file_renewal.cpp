// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/files/FileRenewal.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace everbounce;

/// Files that are replaced while they are in use.
class TestFileRenewal : public QObject
{
    Q_OBJECT

    QTemporaryDir m_directory;

    QString path(const char *name) const { return m_directory.filePath(QString::fromLatin1(name)); }

    void write(const char *name, const QByteArray &content) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
    }

private Q_SLOTS:
    void init()
    {
        write("a", "one");
        write("b", "one");
    }

    /// Once, however many were replaced, and only if something was.
    void whatIsReplacedIsToldOnce()
    {
        FileRenewal renewal;
        QSignalSpy told(&renewal, &FileRenewal::replaced);
        renewal.follow({path("a"), path("b")});
        QVERIFY(!told.wait(5'000));
        write("a", "another");
        write("b", "another");
        QVERIFY(told.wait(10'000));
        QVERIFY(!told.wait(5'000));
        QCOMPARE(told.count(), 1);
    }

    /// As with certificates of certbot, and with secrets that a container is given.
    void aLinkThatLeadsElsewhereIsAReplacement()
    {
        QVERIFY(QFile::link(path("a"), path("link")));
        QCOMPARE(targetOf(path("link")), QFileInfo(path("a")).canonicalFilePath());
        QCOMPARE(targetOf(path("absent")), path("absent"));
        FileRenewal renewal;
        QSignalSpy told(&renewal, &FileRenewal::replaced);
        renewal.follow({path("link")});
        QVERIFY(QFile::remove(path("link")) && QFile::link(path("b"), path("link")));
        QVERIFY(told.wait(10'000));
    }
};

QTEST_GUILESS_MAIN(TestFileRenewal)
#include "tst_file_renewal.moc"
