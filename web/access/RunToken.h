// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace everbounce {

/// A token for this run of a node only, in a file that root and the node's own user can read, and nobody
/// else. The file goes away with this object; one that is left behind is of no use.
class RunToken
{
public:
    /// A new one: 256 random bits in visible characters.
    RunToken();
    ~RunToken();
    Q_DISABLE_COPY_MOVE(RunToken)

    QByteArray text() const { return m_text; }

    /// Writes it to runTokenFile(`directory`, `port`), replacing what is there. The directory is created if
    /// it does not exist; it must belong to this user, and nobody else may write there. Returns an empty
    /// text, or one sentence that says what is wrong.
    [[nodiscard]] QString write(const QString &directory, quint16 port);

private:
    QByteArray m_text;
    QString m_path; ///< empty until it is written
};

/// Where a node that serves this port writes its token.
QString runTokenFile(const QString &directory, quint16 port);

/// The directory for that, of this process and user: the service manager's for this service, that of the
/// user's session, or else one in the user's own data.
QString runTokenDirectory();

} // namespace everbounce
