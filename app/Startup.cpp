// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Startup.h"

#include <QLoggingCategory>

#include <cstdio>
#include <cstdlib>

namespace everbounce {

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
    QLoggingCategory::setFilterRules(rules);
    qSetMessagePattern(
        QStringLiteral("%{time yyyy-MM-ddTHH:mm:ss.zzz} "
                       "%{if-debug}debug%{endif}%{if-info}info%{endif}%{if-warning}warning%{endif}"
                       "%{if-critical}error%{endif}%{if-fatal}fatal%{endif} "
                       "%{if-category}%{category}: %{endif}%{message}"));
}

void endOnFatalMessages()
{
    static QtMessageHandler usual = nullptr;
    usual = qInstallMessageHandler([](QtMsgType type, const QMessageLogContext &context,
                                      const QString &message) {
        if (type != QtFatalMsg)
            return usual(type, context, message);
        std::fprintf(stderr, "No window can be opened: %s everbounced runs without one.\n",
                     qPrintable(message.simplified().section(QLatin1String(" Available platform"), 0, 0)));
        std::_Exit(1);
    });
}

int fatalError(const QString &sentence)
{
    std::fprintf(stderr, "%s\n", qPrintable(sentence));
    return 1;
}

} // namespace everbounce
