// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>
#include <QTimer>

#include <chrono>
#include <memory>

namespace everbounce {

/// The names and addresses of this machine that others on its network may use, as they are now: interfaces
/// come up, addresses change, and a machine may get another name. Lives on the thread on which it was made.
class MachineNames final : public QObject
{
    Q_OBJECT
public:
    /// Looks that often, and asks for the full name at each 20th look.
    explicit MachineNames(QObject *parent = nullptr,
                          std::chrono::milliseconds interval = std::chrono::seconds(3));

    /// Follows the system from now on; changed() comes at once, and within a few seconds of each change.
    void follow();

    /// Follows it no more; changed() comes once more, without any.
    void forget();

Q_SIGNALS:
    void changed(const QStringList &names);

private:
    struct Question;

    void look();
    void ask(bool isNew);
    void takeAnswer();

    std::chrono::milliseconds m_interval;
    QTimer m_look{this}; ///< a child, so that it moves to another thread as well
    QStringList m_names; ///< those that the system knows at once
    QString m_fullName;  ///< empty while it is not known
    std::shared_ptr<Question> m_question;
    int m_looksSinceQuestion = 0;
};

/// What the system knows at once: the host's name, with and without its domains, and the addresses.
QStringList namesOfThisMachine();

/// The host's full name from DNS or /etc/hosts; empty if neither has it. Takes as long as they do.
QString fullNameOfThisMachine();

} // namespace everbounce
