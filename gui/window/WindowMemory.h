// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QSize>
#include <QTimer>
#include <QVariant>
#include <QtQml/qqmlregistration.h>

#include <utility>

namespace everbounce {

/// What the window remembers from one run to the next: its size, its colours, its language, whether things
/// may move, whether it goes on in the tray and tells the desktop what happens, and whether its user knows
/// the tour. Without a file it remembers nothing. Lives on the main thread.
class WindowMemory : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with the window.")
    /// "system", "light" or "dark".
    Q_PROPERTY(QString theme READ theme WRITE setTheme NOTIFY themeChanged FINAL)
    /// "system", "en" or "de".
    Q_PROPERTY(QString language READ language WRITE setLanguage NOTIFY languageChanged FINAL)
    /// Only the ball moves. EVERBOUNCE_REDUCED_MOTION=1 (or 0) overrides it.
    Q_PROPERTY(bool reducedMotion READ reducedMotion WRITE setReducedMotion NOTIFY reducedMotionChanged FINAL)
    /// A window that is closed is only hidden, where there is a tray.
    Q_PROPERTY(bool staysInTray READ staysInTray WRITE setStaysInTray NOTIFY staysInTrayChanged FINAL)
    /// The desktop is told when another node takes over.
    Q_PROPERTY(bool notifies READ notifies WRITE setNotifies NOTIFY notifiesChanged FINAL)
    /// The tour was taken, or declined.
    Q_PROPERTY(bool knowsTour READ knowsTour WRITE setKnowsTour NOTIFY knowsTourChanged FINAL)
public:
    /// `file` is a settings file of its own; empty: the user's, where `remembers`.
    explicit WindowMemory(bool remembers, const QString &file = {}, QObject *parent = nullptr);
    /// Writes what is still to be kept.
    ~WindowMemory() override;

    QString theme() const { return m_theme; }
    void setTheme(const QString &theme);
    /// From the system's to light, to dark, and again.
    Q_INVOKABLE void nextTheme();
    QString language() const { return m_language; }
    void setLanguage(const QString &language);
    bool reducedMotion() const { return m_reducedMotion; }
    void setReducedMotion(bool reduced);

    bool staysInTray() const { return m_staysInTray; }
    void setStaysInTray(bool stays);
    bool notifies() const { return m_notifies; }
    void setNotifies(bool notifies);

    bool knowsTour() const { return m_knowsTour; }
    void setKnowsTour(bool knows);

    /// The window's last size; not valid if none is known.
    QSize size() const { return m_size; }
    void setSize(const QSize &size);

Q_SIGNALS:
    void themeChanged();
    void languageChanged();
    void reducedMotionChanged();
    void staysInTrayChanged();
    void notifiesChanged();
    void knowsTourChanged();

private:
    void keep(const QString &key, const QVariant &value);

    void write();

    QString m_file;                                ///< empty where nothing is remembered
    QList<std::pair<QString, QVariant>> m_changes; ///< that are not in the file yet
    QTimer m_writes;
    QSize m_size;
    QString m_theme = QStringLiteral("system");
    QString m_language = QStringLiteral("system");
    bool m_reducedMotion = false;
    bool m_staysInTray = false;
    bool m_notifies = false;
    bool m_knowsTour = true;
};

} // namespace everbounce
