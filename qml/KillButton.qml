// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Everbounce.Gui

// Ends a node: by three clicks within a second, or held for one.
ActionButton {
    id: button

    required property string nodeId
    required property string nodeTitle
    required property Commands commands

    objectName: "kill:" + nodeId
    text: guard.holding ? qsTr("hold…") : guard.missing === 3 ? qsTr("Kill ×3") : qsTr("%1 more").arg(guard.missing)
    tone: Theme.error
    font.pixelSize: Theme.smallText
    padding: 8 * Theme.scale
    // The same whatever it says: it must not run away between two clicks.
    implicitWidth: (busy ? 96 : 72) * Theme.scale
    busy: commands.slow[objectName] ?? false
    onClicked: guard.click()
    Accessible.name: qsTr("Kill %1").arg(nodeTitle)
    Accessible.description: guard.missing === 3 ? qsTr("Takes three clicks within a second, or hold it for one")
                                             : qsTr("%1 left to go").arg(guard.missing)

    Guard {
        id: guard
        control: button
        aim: button.nodeId
        onCompleted: button.commands.kill(button.nodeId)
    }
    Rectangle {
        anchors { left: parent.left; bottom: parent.bottom; margins: 2 }
        visible: guard.holding
        width: (parent.width - 4) * guard.held
        height: 3
        radius: 1.5
        color: Theme.error
    }
}
