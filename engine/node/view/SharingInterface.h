// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QMetaType>
#include <QObject>
#include <QString>
#include <QUrl>

namespace everbounce {

/// Whether other machines on its network may reach a node.
struct SharingView
{
    bool isOn = false;
    QString fixed;         ///< why it cannot be changed, one sentence; empty if it can
    QList<QUrl> addresses; ///< of the page, for other machines, the best first

    bool operator==(const SharingView &) const = default;
};

/// A way to a node's page, for a phone.
struct PageLink
{
    QString problem; ///< one sentence; then there is none
    QUrl url;
    QByteArray svg; ///< the same as a QR code
};

/// Opens a node to its network and closes it again, for all its viewers. Lives on the main thread of a
/// program; call its slots and connect to its signals by queued connections. It outlives the node.
class SharingInterface : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

public Q_SLOTS:
    /// shared() follows, and changed() if it did anything.
    virtual void share(quint64 request, bool on) = 0;

    /// changed() follows.
    virtual void requestView() = 0;

    /// linkMade() follows. `role` is "viewer" or "operator", for a link that works once, or empty for the
    /// address alone.
    virtual void makeLink(quint64 request, const QString &role) = 0;

Q_SIGNALS:
    void changed(const everbounce::SharingView &view);
    void shared(quint64 request, const QString &problem);
    void linkMade(quint64 request, const everbounce::PageLink &link);
};

} // namespace everbounce

Q_DECLARE_METATYPE(everbounce::SharingView)
Q_DECLARE_METATYPE(everbounce::PageLink)
