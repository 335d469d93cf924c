// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace everbounce {

/// A token that is good for this run of a node alone, written down where root and the node's own user can
/// read it, and nobody else. The file goes away with this object; one that is left behind opens nothing.
class RunToken
{
public:
    /// A new one, 256 random bits in visible characters.
    RunToken();
    ~RunToken();
    Q_DISABLE_COPY_MOVE(RunToken)

    QByteArray text() const { return m_text; }

    /// Writes it to runTokenFile(`directory`, `port`), in place of what stands there. The directory is made
    /// where there is none; it must be this user's, and nobody else may write there. Gives an empty text, or
    /// one sentence that says what is wrong.
    [[nodiscard]] QString write(const QString &directory, quint16 port);

private:
    QByteArray m_text;
    QString m_path; ///< empty until it is written
};

/// Where a node that serves this port writes its token down.
QString runTokenFile(const QString &directory, quint16 port);

/// The directory for that, of this process and user: the service manager's for this service, that of the
/// user's session, or else one among the user's own data.
QString runTokenDirectory();

} // namespace everbounce
