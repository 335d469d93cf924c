// SPDX-License-Identifier: GPL-3.0-or-later
// qmllint disable unqualified
// (Delegates see the ids around them; the pragma that says so, ComponentBehavior, is not known to Qt 6.4.)
import QtQuick
import Everbounce.Gui

// The colours: those of the system, light or dark. Where there is little room, only the present one shows, and a click
// goes to the next.
Row {
    id: choices

    required property WindowMemory memory
    property bool compact: false

    readonly property var names: ({ system: qsTr("System"), light: qsTr("Light"), dark: qsTr("Dark") })

    spacing: -1 // one border between two
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Colours")

    Repeater {
        model: ["system", "light", "dark"]
        delegate: ThemeChoice {
            required property string modelData

            objectName: "theme:" + modelData
            visible: !choices.compact || chosen
            text: choices.names[modelData]
            chosen: choices.memory.theme === modelData
            z: chosen ? 1 : 0
            onClicked: {
                if (choices.compact)
                    choices.memory.nextTheme()
                else
                    choices.memory.theme = modelData
            }
            Accessible.name: choices.compact ? qsTr("Colours: %1. Shows the next").arg(text) : qsTr("Colours: %1").arg(text)
        }
    }
}
