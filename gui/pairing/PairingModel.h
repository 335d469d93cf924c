// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/PairingInterface.h"

#include <QVariantList>
#include <QtQml/qqmlregistration.h>

namespace everbounce {

/// Pairing with another node, for QML. Lives on the main thread.
class PairingModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with the window.")
    /// "idle", "inviting", "asking", "comparing" or "waiting".
    Q_PROPERTY(QString stage READ stage NOTIFY changed FINAL)
    /// What is to be done now, in a sentence or two.
    Q_PROPERTY(QString told READ told NOTIFY changed FINAL)
    Q_PROPERTY(QString digits READ digits NOTIFY changed FINAL)
    /// How the last attempt ended, or why the last wish was refused; empty if there is nothing to say.
    Q_PROPERTY(QString news READ news NOTIFY changed FINAL)
    /// Nodes that seem to belong to other clusters, each with `address`, `invites` (it can be joined) and
    /// `told`, a sentence about it.
    Q_PROPERTY(QVariantList neighbours READ neighbours NOTIFY changed FINAL)
    Q_PROPERTY(bool silent MEMBER m_silent NOTIFY changed FINAL)
public:
    using QObject::QObject;

    /// From now on.
    void attach(PairingInterface *pairing);

    QString stage() const;
    QString told() const;
    QString digits() const { return m_view.digits; }
    QString news() const;
    QVariantList neighbours() const;

    Q_INVOKABLE void invite();
    Q_INVOKABLE void join(const QString &address);
    /// To the digits that are shown, and no others.
    Q_INVOKABLE void answer(bool same);
    Q_INVOKABLE void cancel();

Q_SIGNALS:
    void changed();

    /// People are to compare digits.
    void digitsShown();

    /// For the node.
    void wanted(quint64 request, const everbounce::PairingAction &action);

private:
    void ask(const PairingAction &action);
    void take(const everbounce::PairingView &view);
    void conclude(quint64 request, const QString &problem);

    PairingView m_view;
    quint64 m_request = 1ULL << 32; ///< pages number theirs from 1
    QString m_problem;              ///< with the last wish
    bool m_silent = false;
};

} // namespace everbounce
