// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace everbounce {

/// From now on the calling thread, and those that it starts, can read only this machine's libraries, those
/// beside these plugins, and the plugins themselves. They cannot write, create or run files, or look into
/// other processes. There is no way back. False if the kernel has no Landlock.
bool readOnlyPlugins(const QStringList &plugins);

} // namespace everbounce
