// SPDX-License-Identifier: GPL-3.0-or-later
// qmllint disable unqualified
// (Delegates see the ids around them; the pragma that says so, ComponentBehavior, is not known to Qt 6.4.)
import QtQuick
import Everbounce.Gui
import Everbounce.Window

// The balls of the other sides of a partition, over the box, in whose place it lies: above the sentence that tells of them
// and below the own ball.
Item {
    id: balls

    required property SidesModel sides

    readonly property real boxScale: width / 800

    objectName: "sideBalls"
    z: 0.5
    clip: true // whatever the other side tells
    visible: sides.tellers.length > 0

    Repeater {
        id: each
        model: balls.sides.tellers

        delegate: SideBall {
            required property string modelData

            function follow() {
                const at = balls.sides.ballOf(modelData)
                visible = at.x > 0 // where it is known
                x = at.x * balls.boxScale - width / 2
                y = at.y * balls.boxScale - height / 2
            }

            objectName: "sideBall:" + modelData
            width: 52 * balls.boxScale
            Component.onCompleted: follow()
        }
    }
    FrameAnimation {
        running: balls.visible
        onTriggered: {
            for (let i = 0; i < each.count; ++i)
                each.itemAt(i)?.follow()
        }
    }
}
