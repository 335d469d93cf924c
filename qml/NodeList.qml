// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic
import Everbounce.Gui

// The live nodes; this one first.
ListView {
    id: list

    required property NodesModel nodes

    model: nodes
    clip: true
    spacing: 4
    boundsBehavior: Flickable.StopAtBounds
    delegate: NodeRow { width: ListView.view.width }
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Nodes")

    // Only what can be scrolled needs the keyboard.
    activeFocusOnTab: contentHeight > height
    keyNavigationEnabled: false
    Keys.onUpPressed: bar.decrease()
    Keys.onDownPressed: bar.increase()
    ScrollBar.vertical: ScrollBar { id: bar; stepSize: 0.2 }

    add: Transition { NumberAnimation { property: "opacity"; from: 0; to: 1; duration: 150 } }
    displaced: Transition { NumberAnimation { properties: "y"; duration: 150; easing.type: Easing.OutCubic } }

    Rectangle {
        parent: list // not of its content, which scrolls
        anchors.fill: parent
        visible: list.activeFocus
        color: "transparent"
        radius: 8
        border { width: 2; color: Theme.accent }
    }
}
