// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace everbounce {

/// Whether the desktop starts this program when its user logs in, by a file in the folder that the XDG
/// autostart specification names. That file is the setting: desktops' own settings show and change the same
/// one. Lives on the main thread.
class Autostart : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with the window.")
    Q_PROPERTY(bool on READ isOn NOTIFY changed FINAL)
    /// Why the last wish failed; empty if there is nothing to say.
    Q_PROPERTY(QString news MEMBER m_news NOTIFY changed FINAL)
public:
    /// `folder`: another one than the user's, for tests.
    explicit Autostart(const QString &folder = {}, QObject *parent = nullptr);

    bool isOn() const;
    Q_INVOKABLE void set(bool on);

    /// Somebody may have changed it elsewhere.
    Q_INVOKABLE void look() { Q_EMIT changed(); }

Q_SIGNALS:
    void changed();

private:
    QString switchOn() const;
    QString switchOff() const;

    QString m_path;
    QString m_news;
};

/// A path as the Exec line of a desktop entry has it.
QString asExec(const QString &path);

} // namespace everbounce
