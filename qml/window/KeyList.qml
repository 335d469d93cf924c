// SPDX-License-Identifier: GPL-3.0-or-later
// qmllint disable unqualified
// (Delegates see the ids around them; the pragma that says so, ComponentBehavior, is not known to Qt 6.4.)
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui
import Everbounce.Window

// The keys, and what they do.
Sheet {
    id: sheet

    readonly property var keys: [
        ["N", qsTr("Nudge the ball")], ["C", qsTr("Go to the cluster")], ["R", qsTr("Go to the flight recorder")],
        ["E", qsTr("Search the event log")], ["B", qsTr("Go to the behaviours")], ["F", qsTr("Go to the faults")], ["X", qsTr("Chaos on or off")],
        ["M", qsTr("Go to another machine")], ["S", qsTr("Settings")],
        ["P", qsTr("Present: large, with the tour")],
        ["F11", qsTr("Full screen")], ["T", qsTr("Next colours: system, light, dark")], ["?", qsTr("This list")], ["Esc", qsTr("Close")],
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

            KeyHint {
                key: line.modelData[0]
                tone: Theme.text
                Layout.preferredWidth: Math.max(64 * Theme.scale, implicitWidth)
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
    SectionTitle { text: qsTr("In a word") }
    Repeater {
        model: HouseWords.all()
        delegate: Text {
            required property string modelData

            text: HouseWords.nameOf(modelData, Qt.uiLanguage) + ": " + HouseWords.meaningOf(modelData, Qt.uiLanguage)
            color: Theme.text
            font.pixelSize: Theme.normalText
            wrapMode: Text.Wrap
            Accessible.role: Accessible.StaticText
            Accessible.name: text
            Layout.fillWidth: true
        }
    }
}
