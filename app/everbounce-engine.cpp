// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/behaviors/Loading.h"
#include "engine/ball/engine/EngineMain.h"

#include <QCoreApplication>

#include <unistd.h>

int main(int argc, char **argv)
{
    ::closefrom(3); // the engine must not inherit the node's open files
    qputenv("QT_NO_GLIB", "1");
    qputenv("QV4_FORCE_INTERPRETER", "1"); // its sandbox forbids code that is made at run time
    // Newer versions of Qt allow as many calls within calls as the stack has room for, which differs by
    // engine.
    qputenv("QV4_MAX_CALL_DEPTH", "1234");
    const QCoreApplication application(argc, argv); // scripts need one
    everbounce::runEngine(everbounce::loadBehavior);
}
