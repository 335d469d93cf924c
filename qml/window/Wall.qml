// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Everbounce.Gui
import Everbounce.Window

// For a wall: the scene and one line, and nothing to press. The pointer hides.
Item {
    id: wall

    required property ClusterState cluster
    required property RecorderModel recorder
    readonly property real sceneHeight: Math.min(width / 2, height - line.height)
    readonly property alias scene: place

    HoverHandler { cursorShape: Qt.BlankCursor }
    Item {
        id: place
        anchors.horizontalCenter: parent.horizontalCenter
        y: (wall.height - wall.sceneHeight - line.height) / 2
        width: 2 * wall.sceneHeight
        height: wall.sceneHeight
    }
    Text {
        id: line
        objectName: "statusLine"
        anchors { left: parent.left; right: parent.right; top: place.bottom }
        height: Math.max(56 * Theme.scale, implicitHeight)
        leftPadding: Theme.gap
        rightPadding: Theme.gap
        text: wall.cluster.status + " · " + wall.recorder.summary
        textFormat: Text.PlainText // names may come from other machines
        color: Theme.text
        font { pixelSize: Math.max(12, Math.min(28, 0.013 * wall.width)) }
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        wrapMode: Text.Wrap
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }
}
