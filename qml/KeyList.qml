// SPDX-License-Identifier: GPL-3.0-or-later
// qmllint disable unqualified
// (Delegates see the ids around them; the pragma that says so, ComponentBehavior, is not known to Qt 6.4.)
import QtQuick
import QtQuick.Layouts

// The keys, and what they do.
Sheet {
    id: sheet

    readonly property var keys: [
        ["N", qsTr("Nudge the ball")], ["C", qsTr("Go to the cluster")], ["R", qsTr("Go to the flight recorder")],
        ["B", qsTr("Go to the behaviours")], ["F", qsTr("Go to the faults")], ["X", qsTr("Chaos on or off")],
        ["T", qsTr("Next colours: system, light, dark")], ["?", qsTr("This list")], ["Esc", qsTr("Close")],
        [qsTr("Ctrl+Q"), qsTr("Quit")]
    ]

    objectName: "keys"
    title: qsTr("Keys")

    Repeater {
        model: sheet.keys
        delegate: RowLayout {
            id: line

            required property var modelData

            spacing: Theme.gap

            Rectangle {
                implicitWidth: 64 * Theme.scale
                implicitHeight: 26 * Theme.scale
                radius: 5 * Theme.scale
                color: Theme.lane
                border { width: 1; color: Theme.line }

                Text {
                    anchors.centerIn: parent
                    text: line.modelData[0]
                    color: Theme.text
                    font.pixelSize: Theme.smallText
                    font.weight: Font.DemiBold
                }
            }
            Text {
                text: line.modelData[1]
                color: Theme.text
                font.pixelSize: Theme.normalText
                wrapMode: Text.Wrap
                Accessible.role: Accessible.StaticText
                Accessible.name: line.modelData[0] + ": " + text
                Layout.fillWidth: true
            }
        }
    }
}
