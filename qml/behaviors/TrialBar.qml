// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Everbounce.Window

// Fills over the three seconds for which a behaviour is on trial.
Rectangle {
    id: bar

    required property bool running

    implicitHeight: 3 * Theme.scale
    radius: height / 2
    color: "transparent"
    onRunningChanged: if (running && !Theme.reducedMotion) filling.restart()
    Component.onCompleted: if (running && !Theme.reducedMotion) filling.restart()

    Rectangle {
        id: filled
        property real part: 1
        width: bar.width * part
        height: bar.height
        radius: bar.radius
        color: Theme.warning
    }
    NumberAnimation {
        id: filling
        target: filled
        property: "part"
        from: 0
        to: 1
        duration: 3000
    }
}
