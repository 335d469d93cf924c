// SPDX-License-Identifier: GPL-3.0-or-later
// qmllint disable unqualified
// (Delegates see the ids around them; the pragma that says so, ComponentBehavior, is not known to Qt 6.4.)
import QtQuick
import Everbounce.Gui

// The live nodes; this one first.
Column {
    id: list

    required property NodesModel nodes
    required property Commands commands

    spacing: 4
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Nodes")

    add: Transition { NumberAnimation { property: "opacity"; from: 0; to: 1; duration: 150 } }
    move: Transition { NumberAnimation { properties: "y"; duration: 150; easing.type: Easing.OutCubic } }

    Repeater {
        model: list.nodes
        delegate: NodeRow {
            width: list.width
            commands: list.commands
        }
    }
}
