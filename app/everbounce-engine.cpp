// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/Version.h"
#include "engine/ball/behaviors/loading/Loading.h"
#include "engine/ball/engine/EngineMain.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <cstdio>
#include <string_view>
#include <unistd.h>

/// For people who wonder what it is; a node never asks.
static bool answersPeople(std::string_view option)
{
    if (option == "--help" || option == "-h")
        std::puts(
            "Usage: everbounce-engine\n\n"
            "Moves the ball of an Everbounce node: started by the node, never by hand. It takes questions "
            "on its standard input and answers them on its standard output.\n\n"
            "Options:\n"
            "  --preview   Fly a text ahead that somebody is writing, with tighter limits.\n"
            "  --help      Show this help.\n"
            "  --version   Show the version.");
    else if (option == "--version" || option == "-v")
        std::puts("everbounce-engine " EVERBOUNCE_VERSION);
    else
        return false;
    return true;
}

int main(int argc, char **argv)
{
    const std::string_view option = argc > 1 ? argv[1] : "";
    if (answersPeople(option))
        return 0;
    ::closefrom(3); // the engine must not inherit the node's open files
    qputenv("QT_NO_GLIB", "1");
    qputenv("QV4_FORCE_INTERPRETER", "1"); // its sandbox forbids code that is made at run time
    // Newer versions of Qt allow as many calls within calls as the stack has room for, which differs by
    // engine.
    qputenv("QV4_MAX_CALL_DEPTH", "1234");
    // Qt 6.8 collects garbage in small steps, and crashes where one meets a script that is being loaded.
    qputenv("QV4_GC_TIMELIMIT", "0");
    // What Qt remarks on a script's text, at each loading, would fill the node's log. Errors are answers.
    QLoggingCategory::setFilterRules(QStringLiteral("qt.qml.*=false"));
    const QCoreApplication application(argc, argv); // scripts need one
    const bool isPreview = option == "--preview";
    everbounce::runEngine(everbounce::loadBehavior,
                          isPreview ? everbounce::EngineTask::Preview : everbounce::EngineTask::Ball);
}
