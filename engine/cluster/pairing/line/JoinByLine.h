// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/link/server/ListenScope.h"
#include "engine/cluster/pairing/digits/PairingSession.h"
#include "engine/cluster/pairing/line/JoinCode.h"

namespace everbounce {

/// A newcomer with a line: tries its addresses, one after the other, until one answers. done() follows.
class JoinByLine : public QObject
{
    Q_OBJECT
public:
    JoinByLine(const JoinCode &code, const QString &name, const ListenScope &scope,
               QObject *parent = nullptr);

    void start();

    /// Empty once it has joined, or one sentence that says why it has not.
    QString problem() const { return m_problem; }
    /// After done(), if there is no problem.
    const ClusterMembership &gained() const { return m_gained; }
    QHostAddress inviter() const { return m_inviter; } ///< where it answered

Q_SIGNALS:
    void done();

private:
    void next();
    void onEnded(PairingSession *session, PairingEnd end);
    void finish(const QString &problem);

    JoinCode m_code;
    QString m_name;
    QList<QHostAddress> m_left; ///< to be tried
    QString m_problem;
    ClusterMembership m_gained;
    QHostAddress m_inviter;
};

} // namespace everbounce
