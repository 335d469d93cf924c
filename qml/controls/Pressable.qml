// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Everbounce.Gui
import Everbounce.Window

// What all controls here share: the keys, the ring of the keyboard's focus, the sign that something is in progress. The
// looks come from `background` and `contentItem`.
T.AbstractButton {
    id: control

    property bool busy: false
    property bool askedFor: false // the tour asks for it
    property real reach: 0 // how far above and below it a finger finds it, too
    property bool enterHeld: false // the Enter key is down; `pressed` covers the other ways

    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: Math.max(Theme.control, implicitContentHeight + topPadding + bottomPadding)
    padding: 12
    verticalPadding: 6
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    font.pixelSize: Theme.normalText
    Accessible.role: Accessible.Button
    Accessible.name: text

    Keys.onPressed: event => {
        const enter = event.key === Qt.Key_Return || event.key === Qt.Key_Enter
        // A key that is held down is one press: three presses must be deliberate.
        event.accepted = enter || event.isAutoRepeat && event.key === Qt.Key_Space
        if (enter && !event.isAutoRepeat) {
            enterHeld = true
            control.clicked()
        }
    }
    Keys.onReleased: event => {
        const enter = event.key === Qt.Key_Return || event.key === Qt.Key_Enter
        if (enter && !event.isAutoRepeat)
            enterHeld = false
        event.accepted = enter || event.isAutoRepeat && event.key === Qt.Key_Space
    }
    onActiveFocusChanged: if (!activeFocus) enterHeld = false
    HoverHandler { cursorShape: Qt.PointingHandCursor }
    containmentMask: reach > 0 ? around : null

    QtObject {
        id: around

        function contains(point: point): bool {
            const { x, y } = point
            return x >= 0 && x < control.width && y >= -control.reach && y < control.height + control.reach
        }
    }

    Rectangle { // set off, so that it shows on any colour
        anchors { fill: parent; margins: -3 }
        z: 1
        visible: control.visualFocus
        color: "transparent"
        radius: Theme.radius
        border { width: 2; color: Theme.accent }
    }
    CardFrame { // dashed: it is not where the keys are
        anchors { fill: parent; margins: -3 }
        z: 1
        visible: control.askedFor && !control.visualFocus
        fill: "transparent"
        border: Theme.accent
        stroke: 3
        line: Qt.DashLine
        edgeWidth: 0
        radius: Theme.radius
    }
    UnderWay {
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom; margins: 3 }
        visible: control.busy
    }
}
