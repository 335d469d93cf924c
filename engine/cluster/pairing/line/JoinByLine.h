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
    JoinByLine(const JoinCode &code, const QString &name, const ListenScope &scope, const KeepGain &keep,
               QObject *parent = nullptr);

    void start();

    /// Empty once it has joined, and `keep` has kept what it gained; or one sentence that says why it has
    /// not.
    QString problem() const { return m_problem; }
Q_SIGNALS:
    void done();

private:
    void next();
    bool keep(const ClusterMembership &gained, const QHostAddress &inviter);
    void onEnded(PairingSession *session, PairingEnd end);
    void finish(const QString &problem);

    JoinCode m_code;
    QString m_name;
    QList<QHostAddress> m_left; ///< to be tried
    KeepGain m_keep;
    QString m_notKept; ///< why
    QString m_problem;
};

} // namespace everbounce
