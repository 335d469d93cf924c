// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace everbounce {

/// From now on the calling thread, and those that it starts, read no file but the libraries of this machine,
/// those that lie beside these plugins, and the plugins themselves; they write, create and run none. It may
/// not look into other processes either. There is no way back. False where the kernel has no Landlock.
bool readOnlyPlugins(const QStringList &plugins);

} // namespace everbounce
