// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Everbounce.Window

// The sign of a switch.
Rectangle {
    id: knob

    required property bool on
    property color tone: Theme.accent

    objectName: "knob"
    implicitWidth: 28 * Theme.scale
    implicitHeight: 16 * Theme.scale
    radius: height / 2
    color: on ? tone : Theme.softText
    opacity: enabled ? 1 : 0.5

    Rectangle {
        x: knob.on ? parent.width - width - y : y
        y: 3 * Theme.scale
        width: parent.height - 2 * y
        height: width
        radius: width / 2
        color: Theme.surface
        Behavior on x { NumberAnimation { duration: Theme.moving } }
    }
}
