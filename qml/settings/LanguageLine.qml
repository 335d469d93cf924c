// SPDX-License-Identifier: GPL-3.0-or-later
// qmllint disable unqualified
// (Delegates see the ids around them; the pragma that says so, ComponentBehavior, is not known to Qt 6.4.)
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui
import Everbounce.Window

// Which language the window speaks.
RowLayout {
    id: line

    required property WindowMemory memory
    readonly property var languages: ["system", "en", "de"]

    spacing: Theme.gap

    Text {
        text: qsTr("Language")
        color: Theme.text
        font.pixelSize: Theme.normalText
        Layout.fillWidth: true
    }
    DropDown {
        id: choice
        objectName: "settings:language"
        model: [qsTr("System language"), "English", "Deutsch"]
        currentIndex: line.languages.indexOf(line.memory.language)
        onActivated: index => {
            line.memory.language = line.languages[index]
            currentIndex = Qt.binding(() => line.languages.indexOf(line.memory.language))
        }
        implicitWidth: 180 * Theme.scale
        Accessible.name: qsTr("Language")
        delegate: DropDownLine {
            required property string modelData
            required property int index

            text: modelData
            font: choice.font
            highlighted: choice.highlightedIndex === index
        }
    }
}
