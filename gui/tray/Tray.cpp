// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/tray/Tray.h"

#include <QAction>
#include <QApplication>
#include <QMenu>
#include <QSystemTrayIcon>

namespace everbounce {

Tray::Tray(QObject *parent)
    : TrayInterface(parent)
{
}

Tray::~Tray() = default;

bool Tray::isThere() const
{
    return QSystemTrayIcon::isSystemTrayAvailable();
}

/// Made when it is first wanted: most people never want it.
void Tray::make()
{
    m_menu = std::make_unique<QMenu>();
    m_icon = std::make_unique<QSystemTrayIcon>(QApplication::windowIcon());
    connect(m_menu->addAction(QString()), &QAction::triggered, this, &Tray::showWanted);
    connect(m_menu->addAction(QString()), &QAction::triggered, this, &Tray::quitWanted);
    m_icon->setContextMenu(m_menu.get());
    connect(m_icon.get(), &QSystemTrayIcon::activated, this,
            [this](QSystemTrayIcon::ActivationReason reason) {
                if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
                    Q_EMIT showWanted();
            });
    retranslate();
}

void Tray::setShown(bool shown)
{
    if (shown && !m_icon)
        make();
    if (m_icon)
        m_icon->setVisible(shown);
}

void Tray::retranslate()
{
    if (!m_icon)
        return;
    m_menu->actions().value(0)->setText(tr("Show"));
    m_menu->actions().value(1)->setText(tr("Quit"));
    m_icon->setToolTip(tr("Everbounce"));
}

} // namespace everbounce
