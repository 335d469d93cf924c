// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/window/TrayInterface.h"

#include <memory>

QT_BEGIN_NAMESPACE
class QMenu;
class QSystemTrayIcon;
QT_END_NAMESPACE

namespace everbounce {

/// The desktop's tray, by whichever way it has one. Needs a QApplication.
class Tray final : public TrayInterface
{
    Q_OBJECT
public:
    explicit Tray(QObject *parent = nullptr);
    ~Tray() override;

    bool isThere() const override;
    void setShown(bool shown) override;
    void retranslate() override;

private:
    void make();

    std::unique_ptr<QMenu> m_menu; ///< before what shows it
    std::unique_ptr<QSystemTrayIcon> m_icon;
};

} // namespace everbounce
