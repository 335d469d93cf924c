// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Everbounce.Gui
import Everbounce.Window

// Ends a node, by three clicks within a second or a hold of one second.
Pressable {
    id: button

    required property string nodeId
    required property string nodeTitle
    required property Commands commands

    text: guard.label
    font.pixelSize: Theme.smallText
    font.weight: Font.DemiBold
    padding: 4 * Theme.scale
    // The same width whatever it says: it must not run away between two clicks.
    implicitWidth: 120 * Theme.scale
    busy: commands.slow["kill:" + nodeId] ?? false
    onClicked: guard.click()
    Accessible.name: qsTr("Kill %1").arg(nodeTitle)
    Accessible.description: guard.missing === 3 ? qsTr("Takes three clicks within a second, or hold it for one") : text

    Guard {
        id: guard
        control: button
        aim: button.nodeId
        idle: qsTr("Kill ×3")
        onCompleted: button.commands.kill(button.nodeId)
    }
    contentItem: Item {
        implicitHeight: 20 * Theme.scale

        Row {
            anchors.centerIn: parent
            spacing: 6 * Theme.scale

            DangerRing {
                guard: guard
                anchors.verticalCenter: parent.verticalCenter
            }
            Text {
                text: button.text
                font: button.font
                color: guard.armed ? Theme.surface : Theme.error
                anchors.verticalCenter: parent.verticalCenter
            }
        }
    }
    background: DangerGround {
        control: button
        armed: guard.armed
    }
}
