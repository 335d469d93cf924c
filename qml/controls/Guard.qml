// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Everbounce.Gui
import Everbounce.Window

// Guards a dangerous control: it takes three complete clicks within a second, or a hold of one second, by mouse or key.
// A press begun for one aim does not hit another.
Item {
    id: guard

    required property Pressable control
    property string aim
    property string idle // what the control says at rest
    readonly property string how: qsTr("Hold, or press three times.")
    readonly property string label: clicks.left === 3 ? idle : clicks.left === 1 ? qsTr("1 more click")
                                                            : qsTr("%1 more clicks").arg(clicks.left)
    readonly property alias missing: clicks.left
    readonly property bool armed: clicks.left < 3 || filling.running
    readonly property real seen: Theme.reducedMotion ? Math.min(1, Math.floor(4 * held) / 3) : held
    readonly property real done: (1 - clicks.left / 3) * (1 - seen) + seen // of the way, 0 to 1

    readonly property bool isHeld: enabled && (control.pressed || control.enterHeld)
    property real held: 0
    property bool isOffAim: false // since the hold began
    property bool hasRun: false // so that the release at its end is not a click

    signal completed

    // Call it at each click.
    function click() {
        if (hasRun)
            hasRun = false
        else
            clicks.click(aim)
    }

    function forgetRun() {
        hasRun = false
    }

    onAimChanged: isOffAim = isHeld
    onIsHeldChanged: {
        if (isHeld)
            return
        isOffAim = false
        Qt.callLater(forgetRun) // released elsewhere, it is not a click
    }

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
        running: guard.isHeld && !guard.isOffAim
        onStarted: guard.hasRun = false
        onStopped: guard.held = 0
        onFinished: {
            guard.hasRun = true
            guard.completed()
        }
    }
}
