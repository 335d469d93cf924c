// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/report/Report.h"

namespace everbounce::bench {

/// A directory that keeps the last report of each part, and the page beside it that shows them all.
class Archive
{
public:
    explicit Archive(const QString &directory)
        : m_directory(directory)
    {
    }

    /// The file of a part's report.
    QString fileOf(const QString &part) const;

    /// The page: DIRECTORY.md.
    QString page() const { return m_directory + QLatin1String(".md"); }

    /// Replaces what is kept of that part. False if it cannot be written.
    bool keep(const Report &report) const;

    /// Writes the page again, with the parts in this order; those that were never measured are left out.
    /// False if it cannot be written.
    bool writePage(const QStringList &parts) const;

private:
    QString m_directory;
};

} // namespace everbounce::bench
