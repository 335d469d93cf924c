// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic
import Everbounce.Window

// Opens the window's menu.
Pressable {
    id: button

    required property Menu menu

    objectName: "menu"
    implicitWidth: Theme.control
    padding: 0
    onClicked: menu.opened ? menu.close() : menu.popup(button, button.width - menu.width, button.height + 4)
    Accessible.role: Accessible.ButtonMenu
    Accessible.name: qsTr("Menu")

    contentItem: Item {
        Column {
            anchors.centerIn: parent
            spacing: 4 * Theme.scale

            Repeater {
                model: 3
                Rectangle {
                    width: 16 * Theme.scale
                    height: 2 * Theme.scale
                    radius: 1
                    color: Theme.text
                }
            }
        }
    }
    background: Rectangle {
        radius: 8 * Theme.scale
        color: button.down ? Theme.line : button.hovered ? Theme.over : Theme.surface
        border { width: 1; color: Theme.line }
    }
}
