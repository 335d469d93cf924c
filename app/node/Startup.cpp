// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/Startup.h"

#include <QLoggingCategory>
#include <QMutex>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace everbounce {
namespace {

struct HeldMessages
{
    QtMessageHandler usual = nullptr;
    bool holds = true;
    std::atomic_bool hasDisplay = false;
    QMutex mutex; ///< of what follows: every thread may log
    QStringList lines;
    QString cause; ///< Qt's first message about displays
};

HeldMessages &heldMessages()
{
    static HeldMessages held;
    return held;
}

void writeHeld(HeldMessages &held)
{
    const QMutexLocker lock(&held.mutex);
    for (const QString &line : std::exchange(held.lines, {}))
        std::fprintf(stderr, "%s\n", qPrintable(line));
}

void takeMessage(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    HeldMessages &held = heldMessages();
    if (type == QtFatalMsg && !held.hasDisplay) {
        // Qt's earlier message has the cause; this one only says that it gives up.
        const QString why = held.cause.isEmpty() ? message : held.cause;
        std::fprintf(stderr, "Cannot open a window: %s; start everbounced instead, which needs none.\n",
                     qPrintable(why.simplified()));
        std::_Exit(1);
    }
    if (type == QtFatalMsg)
        writeHeld(held);
    if (type == QtFatalMsg || !held.holds || QByteArray(context.category).startsWith("everbounce"))
        return held.usual(type, context, message);
    const QMutexLocker lock(&held.mutex);
    if (held.cause.isEmpty() && QByteArray(context.category).startsWith("qt.qpa"))
        held.cause = message;
    held.lines << qFormatLogMessage(type, context, message);
}

} // namespace

void prepareProcess()
{
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(stream, F_GETFD) < 0 && errno == EBADF)
            ::open("/dev/null", O_RDWR | O_NOCTTY); // takes the lowest number that is free
    }
    std::signal(SIGPIPE, SIG_IGN); // whoever reads them may end earlier
    std::signal(SIGCHLD, SIG_DFL); // whoever ignores it is not told how an engine or another node ended
}

int printAndExit(const OptionsResult &result)
{
    std::FILE *stream = result.exitStatus == 0 ? stdout : stderr;
    std::fprintf(stream, "%s%s", qPrintable(result.output),
                 result.output.endsWith(QLatin1Char('\n')) ? "" : "\n");
    return result.exitStatus;
}

void setUpLog(const QString &level)
{
    static const QStringList levels{QStringLiteral("debug"), QStringLiteral("info"),
                                    QStringLiteral("warning")};
    // Whatever is below the level is off; "error" switches all three off.
    const qsizetype first = levels.contains(level) ? levels.indexOf(level) : levels.size();
    QString rules;
    for (qsizetype i = 0; i < levels.size(); ++i)
        rules += QStringLiteral("everbounce.*.%1=%2\n")
                     .arg(levels.at(i), i >= first ? QStringLiteral("true") : QStringLiteral("false"));
    // Qt warns of each feed that is refused, so strangers could fill a disk. The audit has them, with a
    // bound.
    rules += QLatin1String("qt.httpserver.warning=false\n");
    QLoggingCategory::setFilterRules(rules);
    qSetMessagePattern(
        QStringLiteral("%{time yyyy-MM-ddTHH:mm:ss.zzz} "
                       "%{if-debug}debug%{endif}%{if-info}info%{endif}%{if-warning}warning%{endif}"
                       "%{if-critical}error%{endif}%{if-fatal}fatal%{endif} "
                       "%{if-category}%{category}: %{endif}%{message}"));
}

void holdMessagesBack(const QString &level)
{
    HeldMessages &held = heldMessages();
    held.holds = level != QLatin1String("debug");
    held.usual = qInstallMessageHandler(takeMessage);
}

void displayIsOpen()
{
    heldMessages().hasDisplay = true;
}

void releaseMessages()
{
    qInstallMessageHandler(nullptr);
    writeHeld(heldMessages());
}

int fatalError(const QString &sentence)
{
    std::fprintf(stderr, "%s\n", qPrintable(sentence));
    return 1;
}

} // namespace everbounce
