// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace everbounce {

/// A file for this run of a node only, which root and the node's own user can read, and nobody else. It goes
/// away with this object; one that is left behind is of no use.
class RunFile
{
public:
    RunFile() = default;
    ~RunFile();
    Q_DISABLE_COPY_MOVE(RunFile)

    /// Writes it, replacing what is there; what it wrote elsewhere before goes away. The directory is created
    /// if it does not exist; it must belong to this user, and nobody else may write there. Returns an empty
    /// text, or one sentence that says what is wrong.
    [[nodiscard]] QString write(const QString &path, const QByteArray &content);

private:
    void remove();

    QByteArray m_content;
    QString m_path; ///< empty until it is written
};

/// The directory for that, of this process and user: the service manager's for this service, that of the
/// user's session, or else one in the user's own data.
QString runDirectory();

} // namespace everbounce
