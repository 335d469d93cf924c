// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Everbounce.Gui
import Everbounce.Window

// The ground of a button. Its outline is dashed while it cannot be pressed at all.
Rectangle {
    id: ground

    required property Pressable control
    property color filling: control.down ? Theme.holderRow : control.hovered ? Theme.over : Theme.surface
    property color outline: control.hovered ? Theme.softText : Theme.line
    property bool outlined: true

    radius: 8 * Theme.scale
    color: control.enabled ? filling : "transparent"
    border { width: control.enabled && outlined ? 1 : 0; color: outline }

    CardFrame {
        objectName: "dashes"
        anchors.fill: parent
        visible: !ground.control.enabled
        fill: "transparent"
        border: Theme.line
        line: Qt.DashLine
        edgeWidth: 0
        radius: ground.radius
    }
}
