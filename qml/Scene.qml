// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Everbounce.Gui

// The box with the ball.
SceneItem {
    id: scene

    objectName: "scene"
    implicitWidth: 800
    implicitHeight: 400
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("The box, with the ball flying in it")

    FrameAnimation {
        running: scene.visible
        onTriggered: scene.prepareFrame()
    }

    Text {
        x: scene.boxRect.x + (scene.boxRect.width - width) / 2
        y: scene.boxRect.y + (scene.boxRect.height - height) / 2
        visible: !scene.flight.flying
        text: qsTr("Looking for the ball…")
        // On the drawing, which has its own colours, the same by day and by night.
        color: "#596375"
        font.pixelSize: Theme.largeText
    }
}
