// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/app/CtlFixture.h"

#include <QTemporaryDir>

using namespace everbounce;

/// Promises of the completion for bash, as bash itself has it.
class TestCompletion : public QObject
{
    Q_OBJECT

private:
    AskedNode m_asked;
    QTemporaryDir m_home;

    /// What bash offers at the end of a line, as it would insert it.
    QStringList offered(const QString &line)
    {
        const QString script = QStringLiteral(
            "source \"$1\"; COMP_LINE=$2; COMP_POINT=${#COMP_LINE}; compopt() { :; }; name=${2%% *};"
            "function=$(complete -p \"$name\"); function=${function#*-F }; \"${function%% *}\";"
            "printf '%s\\n' \"${COMPREPLY[@]}\"");
        QProcess bash;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("PATH"), qEnvironmentVariable("EVERBOUNCE_BIN") + QLatin1Char(':') +
                                                       qEnvironmentVariable("PATH"));
        bash.setProcessEnvironment(environment);
        bash.setWorkingDirectory(m_home.path());
        bash.start(QStringLiteral("bash"),
                   {QStringLiteral("--norc"), QStringLiteral("-c"), script, QStringLiteral("bash"),
                    QStringLiteral(EVERBOUNCE_COMPLETION), line});
        const ProgramRun run = ended(bash);
        if (!run.error.isEmpty())
            return {run.error};
        return run.output.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    }
    QString ctl(const char *rest) const
    {
        return QStringLiteral("everbouncectl --url %1 %2")
            .arg(m_asked.listening.url.toString(), QString::fromUtf8(rest));
    }

private Q_SLOTS:
    void wordsOfTheCommandLine_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *line, const char *expected) {
            QTest::newRow(line) << QString::fromLatin1(line) << QString::fromLatin1(expected);
        };
        row("everbouncectl ",
            "status watch fly help behaviors faults failover set-behavior nudge fault chaos share invite "
            "pair key token config");
        row("everbouncectl fau", "faults fault");
        row("everbouncectl fl", "fly");
        row("everbouncectl fai", "failover");
        row("everbouncectl --json st", "status");
        row("everbouncectl watch --co", "--count");
        row("everbouncectl fault kill-node --",
            "--url --ca --json --help --version --node --seconds --token-file");
        row("everbouncectl nudge ", "");
        row("everbouncectl chaos ", "on off");
        row("everbouncectl chaos on --t", "--token-file");
        row("everbouncectl key ", "list rotate");
        row("everbouncectl key rotate --w", "--without");
        row("everbounced --log-level w", "warning");
        row("everbounced --listen l", "loopback lan");
        row("everbounced --pub", "--public-url");
        row("everbounced --frame", "");
        row("everbounce --frame", "--frame-log");
        row("everbounce --ki", "--kiosk");
        row("everbounce --li", "--listen");
        row("everbounced --lif", "--lifeline");
    }
    void wordsOfTheCommandLine()
    {
        QFETCH(QString, line);
        QFETCH(QString, expected);
        QCOMPARE(offered(line).join(QLatin1Char(' ')), expected);
    }

    void whatTheNodeKnows()
    {
        QCOMPARE(offered(ctl("set-behavior ")),
                 (QStringList{QStringLiteral("MirrorJump"), QStringLiteral("RandomRebound")}));
        QCOMPARE(offered(ctl("set-behavior --try-again M")), QStringList{QStringLiteral("MirrorJump")});
        QCOMPARE(offered(ctl("set-behavior R")), QStringList{QStringLiteral("RandomRebound")});
        QCOMPARE(offered(ctl("fault k")), QStringList{QStringLiteral("kill-node")});
        QCOMPARE(offered(ctl("fault kill-node --node s")), QStringList{QStringLiteral("second")});
        QCOMPARE(
            offered(QStringLiteral("everbouncectl --url %1 fault ").arg(m_asked.absent.url().toString())),
            QStringList());
    }

    void namesWithColonsGoOnAfterThem()
    {
        m_asked.node.addNode(NodeId{3}, QStringLiteral("host:4000"),
                             QUrl(QStringLiteral("http://127.0.0.1:4010/")));
        QCOMPARE(offered(ctl("fault kill-node --node host:4")), QStringList{QStringLiteral("4000")});
    }

    void namesAreNeverCarriedOut()
    {
        m_asked.node.addNode(NodeId{4}, QStringLiteral("x$(touch carried)`touch out`;*"),
                             QUrl(QStringLiteral("http://127.0.0.1:4011/")));
        QCOMPARE(offered(ctl("fault kill-node --node x")),
                 QStringList{QStringLiteral("x\\$\\(touch\\ carried\\)\\`touch\\ out\\`\\;\\*")});
        QVERIFY(QDir(m_home.path()).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestCompletion)
#include "tst_completion.moc"
