// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/viewer/words/FaultWords.h"

#include <QCoreApplication>

namespace everbounce::words {

/// The texts are marked in engine/node/view/Fault.cpp.
static QString translated(const char *text)
{
    return QCoreApplication::translate("Faults", text);
}

QString briefOf(const FaultInfo &fault)
{
    return translated(fault.brief);
}

QString titleOf(const FaultInfo &fault)
{
    return translated(fault.title);
}

QString whatOf(const FaultInfo &fault)
{
    return translated(fault.what);
}

QString seeOf(const FaultInfo &fault)
{
    return translated(fault.see);
}

} // namespace everbounce::words
