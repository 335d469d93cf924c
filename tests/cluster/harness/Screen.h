// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QProcess>
#include <QString>

namespace everbounce::harness {

/// A screen of its own, and a keyboard, for a window of the project. It does not outlive this object.
class Screen
{
public:
    Screen();
    ~Screen();
    Q_DISABLE_COPY_MOVE(Screen)

    /// For a program that is to show its window here.
    QMap<QString, QString> environment() const;

    /// Keys for the window, and what else it is to get, in the words of xdotool.
    bool press(const char *keys) const;
    bool act(const QStringList &words) const;

    /// Leaves what is on the screen as NAME.png: beside the test, for whoever looks for a cause, unless the
    /// name is a whole path. False if that failed.
    bool photograph(const QString &name) const;

    /// Takes pictures into this directory from now on, one after the other.
    void film(const QString &directory);

private:
    QProcess m_server;
    QProcess m_camera;
    QString m_display;
};

} // namespace everbounce::harness
