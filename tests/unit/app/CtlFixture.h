// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/fakes/AbsentPage.h"
#include "tests/fakes/FakeNode.h"
#include "web/Gateway.h"

#include <QProcess>
#include <QTest>

// A fake node, and programs that ask it.

namespace everbounce {

/// What a program has printed, and its exit status.
struct ProgramRun
{
    int status = -1;
    QString output;
    QString error;
};

/// Waits for its end, while this process's event loop serves it.
inline ProgramRun ended(QProcess &process)
{
    [&] { QTRY_VERIFY_WITH_TIMEOUT(process.state() == QProcess::NotRunning, 20'000); }();
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

inline QString ctlProgram()
{
    return qEnvironmentVariable("EVERBOUNCE_BIN") + QStringLiteral("/everbouncectl");
}

inline ProgramRun runCtl(const QStringList &arguments)
{
    QProcess process;
    process.start(ctlProgram(), arguments);
    return ended(process);
}

/// A fake node behind the real gateway.
struct AskedNode
{
    Gateway gateway;
    ListenResult listening;
    FakeNode node;
    AbsentPage absent;

    explicit AskedNode(const GatewayAccess &access = {})
        : listening(gateway.listen(QHostAddress::LocalHost, 0, access))
        , node({.id = NodeId{1}, .name = QStringLiteral("first"), .url = listening.url})
    {
        gateway.attach(&node);
        node.start();
        node.addNode(NodeId{2}, QStringLiteral("second"), absent.url());
    }

    /// The words of a command line, asking this node.
    QStringList to(const char *words) const
    {
        return QString::fromLatin1(words).split(QLatin1Char(' ')) +
               QStringList{QStringLiteral("--url"), listening.url.toString()};
    }
};

} // namespace everbounce
