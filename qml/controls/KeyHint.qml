// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Everbounce.Window

// The key that does this, or leads here.
Rectangle {
    id: hint

    property string key
    property color tone: Theme.softText
    property color outline: Theme.line

    visible: key
    implicitWidth: Math.max(implicitHeight, label.implicitWidth + 12 * Theme.scale)
    implicitHeight: 20 * Theme.scale
    radius: 4 * Theme.scale
    color: "transparent"
    border { width: 1; color: hint.outline }

    Text {
        id: label
        anchors.centerIn: parent
        text: hint.key
        color: hint.tone
        font.pixelSize: Theme.smallText
        font.family: "monospace"
    }
}
