// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Everbounce.Gui
import Everbounce.Window

// The box with the ball.
SceneItem {
    id: scene

    objectName: "scene"
    floorColor: Theme.floor
    gridColor: Theme.grid
    markColor: Theme.accent
    cornerRadius: 12 * Theme.scale
    still: Theme.reducedMotion
    implicitWidth: 800
    implicitHeight: 400
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("A ball flying around in a box")

    FrameAnimation {
        running: scene.visible
        onTriggered: scene.prepareFrame()
    }

    Rectangle { // the drawing ends at the box; this sets it off from the window
        x: scene.boxRect.x
        y: scene.boxRect.y
        width: scene.boxRect.width
        height: scene.boxRect.height
        color: "transparent"
        radius: scene.cornerRadius
        border { width: 1; color: Theme.line }
    }
    Text {
        x: scene.boxRect.x + (scene.boxRect.width - width) / 2
        y: scene.boxRect.y + (scene.boxRect.height - height) / 2
        visible: !scene.flight.flying
        text: qsTr("Looking for the ball…")
        color: Theme.softText
        font.pixelSize: Theme.largeText
    }
}
