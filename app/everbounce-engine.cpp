// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/process/EngineMain.h"

int main()
{
    return everbounce::runEngine();
}
