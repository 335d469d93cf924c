// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui

// What the ball may fly by, and the nudge.
Section {
    id: section

    required property BehaviorsModel behaviors
    required property Commands commands

    title: qsTr("Behaviours")
    tools: ActionButton {
        objectName: "nudge"
        text: qsTr("Nudge")
        filled: true
        busy: section.commands.slow[objectName] ?? false
        onClicked: section.commands.nudge()
        Accessible.description: qsTr("Gives the ball another direction")
    }

    BehaviorList {
        behaviors: section.behaviors
        commands: section.commands
        Layout.fillWidth: true
    }
}
