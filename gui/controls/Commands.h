// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/Command.h"

#include <QHash>
#include <QObject>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

namespace everbounce {

/// Commands given in the window, for QML: sends them to the node and keeps those in progress. Lives on the
/// main thread.
///
/// Each command belongs to a control, by its `objectName`: `nudge`, `behavior:NAME`, `tryAgain:NAME`,
/// `fault:NAME` or `kill:ID`. While one is in progress, a control's further ones are dropped.
class Commands : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with the window.")
    /// Controls whose command takes noticeably long: each name with `true`, as QML can look it up.
    Q_PROPERTY(QVariantMap slow READ slow NOTIFY slowChanged FINAL)
    /// Faults may be injected at this node; otherwise there are no buttons for them.
    Q_PROPERTY(bool breaks MEMBER m_breaks CONSTANT FINAL)
    /// And so may those of what the lease of this kind stands on; empty: of none.
    Q_PROPERTY(QString breakable MEMBER m_breakable CONSTANT FINAL)
public:
    static constexpr std::chrono::milliseconds atOnce{500};
    /// A node answers each command in time; if it does not, the command is given up.
    static constexpr std::chrono::milliseconds patience{10'000};

    using QObject::QObject;

    QVariantMap slow() const;

    /// Before the window shows anything.
    void setBreaks(bool breaks, const QString &breakable = {})
    {
        m_breaks = breaks;
        m_breakable = breakable;
    }

    Q_INVOKABLE void nudge();
    Q_INVOKABLE void setBehavior(const QString &name, bool tryAgain = false);
    /// For the fault's usual length, with 0 seconds. Always on one node, which must be named even if it is
    /// the holder: sent again to another node, the command must not hit that one.
    Q_INVOKABLE void injectFault(const QString &name, const QString &nodeId, double seconds = 0);
    Q_INVOKABLE void kill(const QString &nodeId);

    Q_INVOKABLE void setChaos(bool on);

public Q_SLOTS:
    /// The node's answer; those to other viewers' commands are ignored.
    void conclude(const QString &id, const everbounce::CommandResult &result);

Q_SIGNALS:
    /// To be handed to the node.
    void wanted(const QString &id, const everbounce::Command &command);
    /// What became of the command of this control, as a status of HTTP: for the audit.
    void concluded(const QString &control, int status);
    /// A command failed, for this reason; one sentence.
    void refused(const QString &problem);

    /// This viewer has asked for a node's end, or that was refused.
    void askedToDie(const QString &nodeId, bool isAsked);

    void slowChanged();

private:
    struct Open
    {
        QString control;
        QString dying; ///< id of the node it is to end, or empty
        bool slow = false;
    };

    void strike(Fault fault, const QString &nodeId, const QString &control, double seconds = 0);
    void send(const Open &open, const Command &command);
    void markSlow(const QString &id);
    bool isAskedToDie(const QString &nodeId) const;

    bool m_breaks = true;
    QString m_breakable;
    QHash<QString, Open> m_open; ///< by the command's id
};

} // namespace everbounce
