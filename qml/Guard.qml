// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Everbounce.Gui

// Guards a control that is dangerous: three clicks within a second complete, or holding it down for one.
Item {
    id: guard

    required property T.AbstractButton control
    property string aim // what is begun for one aim does not hit another
    readonly property alias missing: clicks.left
    readonly property bool holding: held > 0.15 // a click is no hold yet
    property real held: 0
    property bool completedByHold: false // the release that follows is no click

    signal completed

    // To be called at each click.
    function click() {
        if (completedByHold)
            completedByHold = false
        else
            clicks.click(aim)
    }

    onAimChanged: if (holding) filling.restart()

    ThreeClicks {
        id: clicks
        onCompleted: guard.completed()
    }
    NumberAnimation {
        id: filling
        target: guard
        property: "held"
        from: 0
        to: 1
        duration: 1000
        running: guard.enabled && guard.control.pressed
        onStarted: guard.completedByHold = false
        onStopped: guard.held = 0
        onFinished: {
            guard.completedByHold = true
            guard.completed()
        }
    }
}
