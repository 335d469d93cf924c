// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/node/NodesFile.h"
#include "engine/node/view/SettingsInterface.h"
#include "engine/singleton/replica/store/StateLock.h"

namespace everbounce {

/// The name and the port that people chose in their window, where the options leave them open. They are for
/// the first window of a user: a further one runs without, or both would have the same name. Lives on the
/// main thread.
class WindowSettings final : public SettingsInterface
{
    Q_OBJECT
public:
    using SettingsInterface::SettingsInterface;

    /// Puts what was chosen before in place of what was not given.
    void fillIn(Options &options);

    void setName(quint64 request, const QString &name) override;
    void setPort(quint64 request, const QString &port) override;
    void requestView() override { Q_EMIT changed(m_view); }

    bool hasChosenName() const { return !m_view.name.chosen.isEmpty(); }
    bool hasChosenPort() const { return !m_view.port.chosen.isEmpty(); }

    /// Another node has the chosen name, or another program the chosen port; the node has to do with another
    /// one this time.
    void setNameBusy() { m_view.nameIsBusy = true; }
    void setPortBusy() { m_view.portIsBusy = true; }

    /// What the node has now.
    void setInUse(const QString &name, int port);

    /// What nameWanted() or portWanted() asked for was done, or not: one sentence says why. Remembers it.
    void conclude(const QString &problem, bool isTaken = false);

Q_SIGNALS:
    /// For the program; conclude() is to follow at once.
    void nameWanted(quint64 request, const QString &name);
    void portWanted(quint64 request, std::optional<quint16> port);

private:
    /// The change that is under way.
    struct Wish
    {
        quint64 request = 0;
        NodeSettingView *setting = nullptr;
        bool *isBusy = nullptr; ///< of the same setting
        QString key;
        QString value;
    };

    bool take(const Options &options);
    QString refusal(const NodeSettingView &setting) const;

    NodesFile m_file;
    StateLock m_lock;
    NodeSettingsView m_view;
    Wish m_wish;
};

} // namespace everbounce
