// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace everbounce {

/// Reserves a directory for one process, or what one of its files stands for. The lock is the kernel's
/// (flock), so it ends with the process however that ends. It is on a hidden file that this user alone can
/// open: whoever could open it could keep the user's nodes from starting. In a directory that cannot be
/// written it is on the directory itself. A file system without such locks is used without one.
class StateLock
{
public:
    StateLock() = default;
    ~StateLock();
    Q_DISABLE_COPY(StateLock)

    /// False if another process has it, or another lock of this one.
    [[nodiscard]] bool lock(const QString &directory, const QString &file = QStringLiteral(".lock"));

private:
    int m_locked = -1; ///< a descriptor
};

} // namespace everbounce
