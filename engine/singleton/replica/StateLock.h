// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace everbounce {

/// Reserves a state directory for one process. The lock is the kernel's (flock, on the directory itself): it
/// needs no file, so it works in a directory that cannot be written, and ends with the process however that
/// ends. A file system without such locks is used without one.
class StateLock
{
public:
    StateLock() = default;
    ~StateLock();
    Q_DISABLE_COPY(StateLock)

    /// False if another process has it, or another lock of this one.
    [[nodiscard]] bool lock(const QString &directory);

private:
    int m_directory = -1;
};

} // namespace everbounce
