// SPDX-License-Identifier: GPL-3.0-or-later
// qmllint disable unqualified
// (Delegates see the ids around them; the pragma that says so, ComponentBehavior, is not known to Qt 6.4.)
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui

// The behaviours, one of which the ball flies by.
ColumnLayout {
    id: list

    required property BehaviorsModel behaviors
    required property Commands commands

    spacing: 2
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Behaviours")

    Repeater {
        model: list.behaviors
        delegate: BehaviorRow {
            Layout.fillWidth: true
            commands: list.commands
        }
    }
}
