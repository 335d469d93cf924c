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
    property bool small: false // on one of many cards
    property bool own: false // the node of this window
    property bool last: false // and then none is left

    text: guard.label
    font.pixelSize: stacked ? Math.round(11 * Theme.scale) : Theme.smallText
    font.weight: Font.DemiBold
    padding: 4 * Theme.scale
    // The same width whatever it says: it must not run away between two clicks.
    implicitWidth: stacked ? word.implicitWidth + 2 * padding : small ? 62 * Theme.scale : 120 * Theme.scale
    readonly property bool stacked: small && beside.advanceWidth > 34 * Theme.scale // a longer word, below its ring
    busy: commands.slow["kill:" + nodeId] ?? false
    onClicked: guard.click()
    Accessible.name: qsTr("Kill %1").arg(nodeTitle)
    Accessible.description: guard.missing === 3 ? lines.filter(Boolean).join(" ") : text
    readonly property var lines: [own ? whatItEnds : "", guard.how]
    readonly property string whatItEnds: last ? qsTr("Ends this window and its node at once. No other node is left: the ball ends, too.")
                                              : qsTr("Ends this window and its node at once. The others fly on.")

    Guard {
        id: guard
        control: button
        aim: button.nodeId
        idle: qsTr("Kill")
        onCompleted: button.commands.kill(button.nodeId)
    }
    TextMetrics {
        id: beside
        font { pixelSize: Theme.smallText; weight: Font.DemiBold }
        text: guard.idle
    }
    contentItem: Item {
        implicitHeight: 20 * Theme.scale

        Grid {
            anchors.centerIn: parent
            columns: button.stacked ? 1 : 2
            columnSpacing: 6 * Theme.scale
            rowSpacing: Theme.scale
            horizontalItemAlignment: Grid.AlignHCenter
            verticalItemAlignment: Grid.AlignVCenter

            DangerRing {
                guard: guard
                implicitWidth: (button.small ? 12 : 18) * Theme.scale
            }
            Text {
                id: word
                text: button.small ? guard.idle : button.text // the ring counts
                font: button.font
                color: guard.armed ? Theme.surface : Theme.error
            }
        }
    }
    Hint {
        about: button
        wanted: button.hovered || button.visualFocus
        lines: button.lines
    }
    background: DangerGround {
        control: button
        armed: guard.armed
    }
}
