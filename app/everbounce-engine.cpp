// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/behaviors/Loading.h"
#include "engine/ball/engine/EngineMain.h"

#include <QCoreApplication>

#include <unistd.h>

int main(int argc, char **argv)
{
    ::closefrom(3); // whatever the node has open is not its engine's
    qputenv("QT_NO_GLIB", "1");
    qputenv("QV4_FORCE_INTERPRETER", "1"); // code that is made at run time is what its sandbox forbids
    const QCoreApplication application(argc, argv); // scripts need one
    everbounce::runEngine(everbounce::loadBehavior);
}
