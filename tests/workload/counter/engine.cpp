// SPDX-License-Identifier: GPL-3.0-or-later
// The counter's engine program: a process of its own that adds.
#include "Counter.h"

#include "engine/singleton/pipe/EnginePipes.h"

int main()
{
    everbounce::answerQuestions(everbounce::counter::answerTo);
}
