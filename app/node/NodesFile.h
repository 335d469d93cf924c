// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options/Options.h"

#include <QVariant>

namespace everbounce {

/// What people chose for the nodes of this user, in one file beside the cluster's key. Anything but a regular
/// file counts as empty and is not written: a pipe would hold the node up.
class NodesFile
{
public:
    NodesFile() = default;
    explicit NodesFile(const Options &options);

    QString path() const { return m_path; }
    QVariant value(const QString &key) const;

    /// In the place of what is kept under these keys; a value that is not valid removes one. Returns an empty
    /// text, or one sentence.
    QString set(const QList<std::pair<QString, QVariant>> &values) const;

private:
    QString m_path;
};

} // namespace everbounce
