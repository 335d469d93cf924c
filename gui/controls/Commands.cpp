// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/controls/Commands.h"

#include "engine/node/view/NodeView.h"

#include <QTimer>
#include <QUuid>

#include <algorithm>

namespace everbounce {

QVariantMap Commands::slow() const
{
    QVariantMap controls;
    for (const Open &open : m_open) {
        if (open.slow)
            controls.insert(open.control, true);
    }
    return controls;
}

void Commands::nudge()
{
    send({QStringLiteral("nudge")}, Command::nudge());
}

void Commands::setBehavior(const QString &name, bool tryAgain)
{
    const QString control = tryAgain ? QStringLiteral("tryAgain:") : QStringLiteral("behavior:");
    send({control + name}, Command::setBehavior(name, tryAgain));
}

void Commands::injectFault(const QString &name, const QString &nodeId, double seconds)
{
    if (const auto fault = faultFromName(name))
        strike(*fault, nodeId, QStringLiteral("fault:") + name, seconds);
}

void Commands::kill(const QString &nodeId)
{
    strike(Fault::KillNode, nodeId, QStringLiteral("kill:") + nodeId);
}

void Commands::strike(Fault fault, const QString &nodeId, const QString &control, double seconds)
{
    const NodeId node = nodeIdFromString(nodeId);
    if (!node) {
        Q_EMIT refused(tr("No node holds the lease just now."));
        return;
    }
    const std::chrono::milliseconds duration(qRound64(seconds * 1000));
    send({control, fault == Fault::KillNode ? nodeId : QString()},
         Command::injectFault({fault, node, duration}));
}

void Commands::setChaos(bool on)
{
    send({QStringLiteral("chaos")}, Command::setChaos(on));
}

void Commands::send(const Open &open, const Command &command)
{
    const auto isSame = [&open](const Open &other) { return other.control == open.control; };
    if (std::any_of(m_open.cbegin(), m_open.cend(), isSame))
        return;
    const QString id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    m_open.insert(id, open);
    if (!open.dying.isEmpty())
        Q_EMIT askedToDie(open.dying, true);
    QTimer::singleShot(atOnce, this, [this, id] { markSlow(id); });
    QTimer::singleShot(patience, this, [this, id] {
        conclude(id,
                 CommandResult::refused(504, tr("No node answered within 10 seconds. Check before you try "
                                                "again: the command may still have been carried out.")));
    });
    Q_EMIT wanted(id, command);
}

void Commands::markSlow(const QString &id)
{
    const auto open = m_open.find(id);
    if (open == m_open.end())
        return;
    open->slow = true;
    Q_EMIT slowChanged();
}

void Commands::conclude(const QString &id, const CommandResult &result)
{
    if (!m_open.contains(id))
        return;
    const Open open = m_open.take(id);
    if (open.slow)
        Q_EMIT slowChanged();
    Q_EMIT concluded(open.control, result.ok ? 200 : result.status);
    if (result.ok)
        return;
    if (!open.dying.isEmpty() && !isAskedToDie(open.dying))
        Q_EMIT askedToDie(open.dying, false);
    Q_EMIT refused(result.problem);
}

bool Commands::isAskedToDie(const QString &nodeId) const
{
    return std::any_of(m_open.begin(), m_open.end(),
                       [&nodeId](const Open &open) { return open.dying == nodeId; });
}

} // namespace everbounce
