// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pairing/PairingModel.h"

#include "engine/viewer/words/SentenceWords.h"

#include <algorithm>

namespace everbounce {

using Stage = PairingView::Stage;
using Kind = PairingAction::Kind;

void PairingModel::attach(PairingInterface *pairing)
{
    const auto queued = Qt::QueuedConnection;
    connect(pairing, &PairingInterface::changed, this, &PairingModel::take, queued);
    connect(pairing, &PairingInterface::acted, this, &PairingModel::conclude, queued);
    connect(this, &PairingModel::wanted, pairing, &PairingInterface::act, queued);
    QMetaObject::invokeMethod(pairing, &PairingInterface::requestView, queued);
}

QString PairingModel::stage() const
{
    switch (m_view.stage) {
    case Stage::Idle:
        return QStringLiteral("idle");
    case Stage::Inviting:
        return QStringLiteral("inviting");
    case Stage::Asking:
        return QStringLiteral("asking");
    case Stage::Comparing:
        return QStringLiteral("comparing");
    case Stage::Waiting:
        return QStringLiteral("waiting");
    }
    Q_UNREACHABLE();
}

QString PairingModel::told() const
{
    switch (m_view.stage) {
    case Stage::Idle:
        return tr("Let a node of another machine into this cluster: press Invite here, then Join there.");
    case Stage::Inviting:
        return tr("Waiting two minutes for another node. Press Join there.");
    case Stage::Asking:
        return tr("Asking the node at %1…").arg(m_view.address);
    case Stage::Comparing: {
        const QString asked = tr("Does “%1” at %2 show the same digits?").arg(m_view.other, m_view.address);
        const QString warned = tr("If both say yes, this node leaves its cluster, and its ball, for theirs.");
        return m_view.isNewcomer ? asked + u' ' + warned : asked;
    }
    case Stage::Waiting:
        return tr("You said yes. Waiting for “%1”…").arg(m_view.other);
    }
    Q_UNREACHABLE();
}

QString PairingModel::news() const
{
    return words::sentenceOf(m_problem.isEmpty() ? m_view.news : m_problem);
}

QVariantList PairingModel::neighbours() const
{
    QVariantList all;
    const bool shown = !m_silent && (m_view.stage == Stage::Idle || m_view.stage == Stage::Inviting);
    for (const auto &[address, invites] : shown ? m_view.neighbours : QList<NeighbourView>()) {
        if (m_view.stage == Stage::Inviting && !invites)
            continue; // one of the two has pressed Invite already
        const QString told =
            invites ? tr("A node at %1 invites this one.").arg(address)
                    : tr("A node at %1 seems to belong to another cluster. Press Invite on one of the two.")
                          .arg(address);
        all << QVariantMap{{QStringLiteral("address"), address},
                           {QStringLiteral("invites"), invites},
                           {QStringLiteral("told"), told}};
    }
    return all;
}

void PairingModel::invite()
{
    ask({Kind::Invite});
}

void PairingModel::join(const QString &address)
{
    ask({Kind::Join, address});
}

void PairingModel::answer(bool same)
{
    ask({Kind::Answer, {}, 0, m_view.digits, same});
}

void PairingModel::cancel()
{
    ask({Kind::Cancel});
}

void PairingModel::ask(const PairingAction &action)
{
    m_problem.clear();
    Q_EMIT wanted(++m_request, action);
    Q_EMIT changed();
}

void PairingModel::take(const PairingView &view)
{
    const bool compares = view.stage == Stage::Comparing && m_view.stage != Stage::Comparing;
    m_view = view;
    Q_EMIT changed();
    if (compares)
        Q_EMIT digitsShown();
}

/// Pages of this node ask as well, under other numbers.
void PairingModel::conclude(quint64 request, const QString &problem)
{
    if (request != m_request)
        return;
    m_problem = problem;
    Q_EMIT changed();
}

} // namespace everbounce
