// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/NodeView.h"

#include <QDBusConnection>
#include <QObject>
#include <QtQml/qqmlregistration.h>

#include <optional>

namespace everbounce {

/// Has the desktop show a notification when another node takes over, where its user wants that. One takes the
/// place of the one before, so that chaos does not fill the screen. Lives on the main thread.
class HandoverNotice : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with the window.")
    /// Why there will be none; empty if there will be.
    Q_PROPERTY(QString news READ news NOTIFY newsChanged FINAL)
public:
    /// `bus`: another one than the session's, which is looked for when it is first needed.
    explicit HandoverNotice(const std::optional<QDBusConnection> &bus = {}, QObject *parent = nullptr);

    /// Asks the desktop whether it shows notifications at all; news may follow.
    void setWanted(bool wanted);

    void setView(const ClusterView &view);
    void addEvent(const EventView &event);

    /// Another node is shown from now on: what was known of the holder is over.
    void begin() { m_firstTerm = 0; }

    QString news() const;

Q_SIGNALS:
    void newsChanged();

    /// Somebody clicked at the notification.
    void clicked();

private Q_SLOTS:
    void onAction(uint id, const QString &action);

private:
    void listen();
    void lookForDesktop();
    void say(const QString &summary, const QString &body);
    void setThere(bool there);

    std::optional<QDBusConnection> m_bus;
    bool m_isWanted = false;
    bool m_isListening = false; ///< for clicks
    bool m_isThere = true;      ///< as far as is known
    uint m_shown = 0;           ///< the desktop's number of the last one
    quint64 m_firstTerm = 0;    ///< that a holder was known of; its own begin is no change of holder
};

} // namespace everbounce
