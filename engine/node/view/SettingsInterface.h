// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QObject>
#include <QString>

namespace everbounce {

/// One setting of a node that people may choose in its window.
struct NodeSettingView
{
    QString inUse;
    QString chosen;  ///< in the window; empty: nothing is
    QString givenBy; ///< "--name" or "EVERBOUNCE_NAME", which come first; empty if people choose

    bool operator==(const NodeSettingView &) const = default;
};

struct NodeSettingsView
{
    NodeSettingView name;
    NodeSettingView port;  ///< of the page
    bool isOthers = false; ///< another window of this user has the settings; here nothing can be chosen
    bool nameIsBusy =
        false; ///< another node of this user has the chosen one, so this one is called otherwise
    bool portIsBusy = false; ///< the chosen one was taken at the start, so another is in use

    bool operator==(const NodeSettingsView &) const = default;
};

/// Gives a node another name or another port for its page, and keeps that for its next start. Lives on the
/// main thread of a program, as its only viewer does, the window. It outlives the node.
class SettingsInterface : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

public Q_SLOTS:
    /// Takes effect at once; concluded() follows, and changed() if it did anything. An empty name is none:
    /// the node is called by its machine and port again.
    virtual void setName(quint64 request, const QString &name) = 0;

    /// Changes the page's port, like setName(). As text; empty: 4000, or the next free one.
    virtual void setPort(quint64 request, const QString &port) = 0;

    /// changed() follows.
    virtual void requestView() = 0;

Q_SIGNALS:
    void changed(const everbounce::NodeSettingsView &view);

    /// It is so now, or one sentence says why not. `isTaken`: because it cannot be had, whatever was wished,
    /// and something else can.
    void concluded(quint64 request, const QString &problem, bool isTaken = false);
};

} // namespace everbounce

Q_DECLARE_METATYPE(everbounce::NodeSettingsView)
