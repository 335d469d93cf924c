// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTemporaryDir>

namespace everbounce {

/// A project that is no part of this tree: it is built against what is installed.
class OutsideProject
{
public:
    /// Installs a component into a directory of its own. Gives what CMake said where it failed.
    QByteArray install(const QString &component);

    /// Builds the project in that directory; `source` is relative to what was installed, or absolute.
    QByteArray build(const QString &source);

    QString built(const QString &name) const { return m_root.filePath(QStringLiteral("build/") + name); }
    QString path(const QString &name) const { return m_root.filePath(name); }

private:
    QString prefix() const { return m_root.filePath(QStringLiteral("prefix")); }

    QTemporaryDir m_root;
};

} // namespace everbounce
