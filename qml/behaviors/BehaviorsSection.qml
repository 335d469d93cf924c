// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui
import Everbounce.Window

// The behaviours that the ball can follow.
Section {
    id: section

    required property BehaviorsModel behaviors
    required property Commands commands
    property string idle // why no command is possible just now

    function enter() {
        list.enter()
    }

    title: qsTr("Behaviours")
    headerHeight: 24 * Theme.scale

    BehaviorList {
        id: list
        behaviors: section.behaviors
        commands: section.commands
        idle: section.idle
        Layout.fillWidth: true
    }
}
