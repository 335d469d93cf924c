// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/node/NodePaths.h"
#include "app/node/NodesFile.h"
#include "engine/node/view/SharingInterface.h"

namespace everbounce {

/// Whether a node is open to its network, where --listen leaves that to people, and what they chose last.
/// Lives on the main thread.
class Sharing final : public SharingInterface
{
    Q_OBJECT
public:
    using SharingInterface::SharingInterface;

    /// What was chosen for this node before, as --listen takes it. If --listen was given, that wins, and
    /// nothing can be changed.
    QString listenOf(const Options &options, const QString &name);

    void share(quint64 request, bool on) override;
    void requestView() override { Q_EMIT changed(m_view); }
    void makeLink(quint64 request, const QString &role) override { Q_EMIT linkWanted(request, role); }

    /// Says whether it was done; if not, one sentence says why. Remembers the choice.
    void conclude(quint64 request, bool on, const QString &problem);

    /// The node could not be opened as it was chosen before.
    void setOff() { m_view.isOn = false; }

    void setAddresses(const QList<QUrl> &addresses);

    /// The node has another name from now on, and what was chosen for it goes along.
    void follow(const Options &options, const QString &name);

Q_SIGNALS:
    /// For the program; conclude() is to follow.
    void wanted(quint64 request, bool on);
    void linkWanted(quint64 request, const QString &role);

private:
    NodesFile m_file;
    QString m_key; ///< of this node in there
    SharingView m_view;
};

} // namespace everbounce
