// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>
#include <QTimer>

#include <memory>

namespace everbounce {

/// The names and addresses of this machine that others on its network may use, as they are now: interfaces
/// come up, addresses change, and a machine may be given another name. Lives on the thread on which it was
/// made.
class MachineNames final : public QObject
{
    Q_OBJECT
public:
    explicit MachineNames(QObject *parent = nullptr);

    /// Follows the system from now on; changed() comes at once, and within a few seconds of each difference.
    void follow();

Q_SIGNALS:
    void changed(const QStringList &names);

private:
    struct Question;

    void look();
    void ask();
    void takeAnswer();

    QTimer m_look{this}; ///< a child, which goes along to another thread
    QStringList m_names; ///< that the system says at once
    QString m_fullName;  ///< empty while it is not known
    std::shared_ptr<Question> m_question;
    int m_looksSinceQuestion = 0;
};

/// What the system says at once: the host's name, also within the domains it belongs to, and the addresses.
QStringList namesOfThisMachine();

/// The host's name as DNS or /etc/hosts has it in full; empty where neither does. Takes as long as they do.
QString fullNameOfThisMachine();

} // namespace everbounce
