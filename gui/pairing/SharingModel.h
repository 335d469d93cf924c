// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/SharingInterface.h"

#include <QtQml/qqmlregistration.h>

namespace everbounce {

/// Opening this node to its network, and links for a phone, for QML. Lives on the main thread.
class SharingModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with the window.")
    /// There is something that can be opened.
    Q_PROPERTY(bool available MEMBER m_isAvailable NOTIFY changed FINAL)
    Q_PROPERTY(bool on READ isOn NOTIFY changed FINAL)
    Q_PROPERTY(bool fixed READ isFixed NOTIFY changed FINAL)
    /// Others reach the page.
    Q_PROPERTY(bool reachable READ isReachable NOTIFY changed FINAL)
    /// What holds now, in a sentence or two.
    Q_PROPERTY(QString told READ told NOTIFY changed FINAL)
    /// Why the last wish was refused; empty if there is nothing to say.
    Q_PROPERTY(QString news MEMBER m_news NOTIFY changed FINAL)

    /// Of the link that was made last: "viewer", "operator", or empty for the address alone.
    Q_PROPERTY(QString role MEMBER m_role NOTIFY linkChanged FINAL)
    /// The address without its secret.
    Q_PROPERTY(QString address READ address NOTIFY linkChanged FINAL)
    /// A picture of the link, to be read by a camera; empty if there is none.
    Q_PROPERTY(QString code READ code NOTIFY linkChanged FINAL)
    /// What it is good for, or why there is none.
    Q_PROPERTY(QString linkTold READ linkTold NOTIFY linkChanged FINAL)
public:
    using QObject::QObject;

    /// From now on.
    void attach(SharingInterface *sharing);

    bool isOn() const { return m_view.isOn; }
    bool isFixed() const { return !m_view.fixed.isEmpty(); }
    bool isReachable() const { return !m_view.addresses.isEmpty(); }
    QString told() const;

    QString address() const { return m_link.url.toDisplayString(QUrl::RemoveFragment); }
    QString code() const;
    QString linkTold() const;

    /// No effect while a wish has no answer yet.
    Q_INVOKABLE void share(bool on);

    /// The link is good once, so each is a new one.
    Q_INVOKABLE void makeLink(const QString &role);
    Q_INVOKABLE void forgetLink();

Q_SIGNALS:
    void changed();
    void linkChanged();

    /// For the program.
    void wanted(quint64 request, bool on);
    void linkWanted(quint64 request, const QString &role);

private:
    void take(const everbounce::SharingView &view);
    void conclude(quint64 request, const QString &problem);
    void takeLink(quint64 request, const everbounce::PageLink &link);

    bool m_isAvailable = false;
    SharingView m_view;
    QString m_news;
    QString m_role;
    PageLink m_link;
    quint64 m_request = 1ULL << 32; ///< pages number theirs from 1
    quint64 m_sharing = 0;          ///< the wish that has no answer yet
};

} // namespace everbounce
