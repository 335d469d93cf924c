// SPDX-License-Identifier: GPL-3.0-or-later
// qmllint disable unqualified
// (Delegates see the ids around them; the pragma that says so, ComponentBehavior, is not known to Qt 6.4.)
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui
import Everbounce.Window

// Starts further nodes on this machine, and lists those that were. Where this node is alone it is what to press first.
ColumnLayout {
    id: part

    required property StartedNodesModel started
    required property bool alone

    // Where somebody is about to press, nothing moves: neither when a node has ended, nor with the cards above.
    signal moved(by: real)
    property real place: 0

    objectName: "startedNodes"
    visible: started.available
    spacing: Theme.halfGap
    onYChanged: {
        if (pointer.hovered)
            moved(y - place)
        place = y
    }

    HoverHandler { id: pointer }
    Timer { // a finger does not hover
        id: pressed
        interval: 3000
    }
    Binding {
        target: part.started
        property: "still"
        value: pointer.hovered || pressed.running
    }

    ActionButton {
        id: button
        objectName: "startNode"
        text: qsTr("Start another node here")
        font.pixelSize: part.alone ? Theme.normalText : Theme.smallText
        filled: part.alone
        enabled: part.started.canStart
        onClicked: part.started.start()
        Accessible.description: hint.text
        Layout.fillWidth: true

        Hint {
            id: hint
            about: button
            wanted: (button.hovered || button.visualFocus) && rows.count === 0 // it would hide what it tells of
            lines: [qsTr("A node of this program on this machine, without a window and with a state of its own."),
                    qsTr("It ends with this window, unless you keep it.")]
        }
    }
    Repeater {
        id: rows
        model: part.started

        delegate: StartedNodeRow {
            started: part.started
            onPressed: if (!pointer.hovered) pressed.restart()
            Layout.fillWidth: true
        }
    }
    Text { // below them, so that none moves when it comes
        objectName: "startedMost"
        visible: part.started.full
        text: qsTr("No more than %1 nodes are started from one window.").arg(part.started.most)
        color: Theme.softText
        font.pixelSize: Theme.smallText
        wrapMode: Text.Wrap
        Accessible.role: Accessible.StaticText
        Accessible.name: text
        Layout.fillWidth: true
    }
}
