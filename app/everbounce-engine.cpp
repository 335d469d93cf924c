// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/behaviors/Loading.h"
#include "engine/process/EngineMain.h"

#include <QCoreApplication>

int main(int argc, char **argv)
{
    qputenv("QT_NO_GLIB", "1");
    const QCoreApplication application(argc, argv); // scripts need one
    everbounce::runEngine(everbounce::loadBehavior);
}
