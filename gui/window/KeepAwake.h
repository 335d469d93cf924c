// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QObject>

namespace everbounce {

/// Keeps the screen on as long as it lives: asks the desktop for that, as far as there is one that can be
/// asked (org.freedesktop.ScreenSaver). Lives on the main thread.
class KeepAwake : public QObject
{
    Q_OBJECT
public:
    /// `why` is shown to the user by some desktops.
    explicit KeepAwake(const QString &why, const QDBusConnection &bus = QDBusConnection::sessionBus(),
                       QObject *parent = nullptr);
    ~KeepAwake() override;

    /// The desktop has said that it does so.
    bool isHeeded() const { return m_cookie != 0; }

private:
    QDBusConnection m_bus;
    uint m_cookie = 0; ///< by which the desktop knows the wish; 0: it did not take it
};

} // namespace everbounce
