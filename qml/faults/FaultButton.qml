// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui
import Everbounce.Window

// Asks for a fault; its hint says what it does, and what you should see then. A dangerous one needs three presses
// within a second, or a hold of one second.
StripButton {
    id: button

    required property Commands commands
    required property string name
    required property string brief
    required property string title
    required property string what
    required property string see
    required property real seconds // how long it lasts; 0: it has no length
    required property bool dangerous
    required property string aim // id of the node that it would hit now
    property bool alone: false // there is no other node

    readonly property alias guard: guard

    readonly property string seen: alone && ({
        "kill-node": qsTr("No other node is left: the ball ends, too."),
        "freeze-node": qsTr("No other node can take over: the ball stops at the end of the known flight, and flies on with this node."),
        "step-down": qsTr("No other node can take the lease: this one keeps it."),
        "isolate-node": qsTr("There is no other node: the ball flies on.")
    })[name] || see

    function confirm() {
        commands.injectFault(name, aim)
    }

    objectName: "fault:" + name
    text: brief
    tone: guard.armed ? Theme.surface : dangerous ? Theme.error : Theme.text
    lines: [seconds > 0 ? qsTr("%1, for %2 s.").arg(title).arg(seconds) : qsTr("%1.").arg(title), what, seen,
            dangerous ? guard.how : ""]
    busy: commands.slow[objectName] ?? false
    onClicked: dangerous ? guard.click() : confirm()
    Accessible.name: guard.missing < 3 ? text + ", " + guard.label : text

    Guard {
        id: guard
        control: button
        aim: button.aim
        enabled: button.dangerous
        onCompleted: button.confirm()
    }
    hasSign: dangerous
    sign: DangerRing {
        guard: guard
        implicitWidth: 14 * Theme.scale
    }
    background: DangerGround {
        control: button
        armed: guard.armed
        dangerous: button.dangerous
    }
}
