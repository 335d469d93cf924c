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
        // Not a layout in the layout: Qt 6.4 leaves the caps of one where they were before its texts had a width.
        delegate: Item {
            id: line

            required property var modelData

            objectName: "key:" + modelData[0]
            implicitHeight: Math.max(cap.height, what.height)
            Layout.fillWidth: true

            KeyHint {
                id: cap
                objectName: "cap"
                key: line.modelData[0]
                tone: Theme.text
                width: Math.max(64 * Theme.scale, implicitWidth)
                anchors.verticalCenter: parent.verticalCenter
            }
            Text {
                id: what
                objectName: "what"
                text: line.modelData[1]
                color: Theme.text
                font.pixelSize: Theme.normalText
                wrapMode: Text.Wrap
                anchors { left: cap.right; leftMargin: Theme.gap; right: parent.right; verticalCenter: parent.verticalCenter }
                Accessible.role: Accessible.StaticText
                Accessible.name: line.modelData[0] + ": " + text
            }
        }
    }
    SectionTitle { text: qsTr("In a word") }
    Repeater {
        model: HouseWords.all()
        delegate: Text {
            required property string modelData

            readonly property string name: HouseWords.nameOf(modelData, Qt.uiLanguage)
            readonly property string meaning: HouseWords.meaningOf(modelData, Qt.uiLanguage)

            text: "<b>" + name + "</b><br>" + meaning // both are the house's own
            textFormat: Text.StyledText
            color: Theme.text
            font.pixelSize: Theme.normalText
            wrapMode: Text.Wrap
            Accessible.role: Accessible.StaticText
            Accessible.name: name + ": " + meaning
            Layout.fillWidth: true
        }
    }
}
