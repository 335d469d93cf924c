// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Everbounce.Window

// The sign that something is in progress: a light that runs along, or stands still with reduced motion.
Item {
    id: sign

    property real way // of the light, 0 to 1
    readonly property bool runs: visible && !Theme.reducedMotion

    objectName: "underWay"
    implicitHeight: 3 * Theme.scale
    clip: true
    Accessible.role: Accessible.Indicator
    Accessible.ignored: !visible
    Accessible.name: qsTr("under way")

    Rectangle {
        x: sign.runs ? sign.way * (parent.width + width) - width : 0
        width: sign.runs ? parent.width / 2 : parent.width
        height: parent.height
        radius: height / 2
        color: Theme.accent
    }
    NumberAnimation on way {
        running: sign.runs
        from: 0
        to: 1
        duration: 1000
        loops: Animation.Infinite
    }
}
