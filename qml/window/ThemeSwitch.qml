// SPDX-License-Identifier: GPL-3.0-or-later
// qmllint disable unqualified
// (Delegates see the ids around them; the pragma that says so, ComponentBehavior, is not known to Qt 6.4.)
import QtQuick
import Everbounce.Gui
import Everbounce.Window

// The colours: those of the system, light or dark. One tab stop; arrow keys choose. Shows only symbols if there is
// little room.
Rectangle {
    id: choices

    required property WindowMemory memory
    property bool compact: false

    readonly property var themes: [["system", qsTr("System")], ["light", qsTr("Light")], ["dark", qsTr("Dark")]]

    function step(by: int) {
        const here = themes.findIndex(theme => theme[0] === memory.theme)
        const next = buttons.itemAt((here + by + themes.length) % themes.length)
        next.clicked()
        next.forceActiveFocus(Qt.TabFocusReason)
    }

    implicitWidth: row.implicitWidth + 6
    implicitHeight: Theme.control
    radius: Theme.radius
    color: Theme.surface
    border { width: 1; color: Theme.line }
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Colours")

    Keys.onLeftPressed: step(-1)
    Keys.onUpPressed: step(-1)
    Keys.onRightPressed: step(1)
    Keys.onDownPressed: step(1)

    Row {
        id: row
        anchors.centerIn: parent

        Repeater {
            id: buttons
            model: choices.themes
            delegate: Pressable {
                id: button

                required property var modelData

                readonly property bool chosen: choices.memory.theme === modelData[0]
                readonly property color ink: chosen ? Theme.text : Theme.softText

                objectName: "theme:" + modelData[0]
                text: modelData[1]
                checkable: true
                checked: chosen
                onClicked: {
                    choices.memory.theme = modelData[0]
                    checked = Qt.binding(() => chosen)
                }
                focusPolicy: chosen || activeFocus ? Qt.StrongFocus : Qt.ClickFocus
                padding: 9 * Theme.scale
                implicitHeight: Theme.control - (Theme.narrow ? 0 : 6)
                topInset: Theme.narrow ? 3 : 0
                bottomInset: topInset
                font.pixelSize: Math.round(13 * Theme.scale)
                Accessible.role: Accessible.RadioButton
                Accessible.name: qsTr("Colours: %1").arg(text)

                contentItem: Row {
                    spacing: 6 * Theme.scale

                    ThemeGlyph {
                        theme: button.modelData[0]
                        color: button.ink
                        width: 16 * Theme.scale
                        height: width
                        anchors.verticalCenter: parent.verticalCenter
                    }
                    Text {
                        visible: !choices.compact
                        text: button.text
                        color: button.ink
                        font: button.font
                        anchors.verticalCenter: parent.verticalCenter
                    }
                }
                background: Rectangle {
                    radius: 8 * Theme.scale
                    color: button.chosen ? Theme.holderRow : button.hovered ? Theme.over : "transparent"
                }
            }
        }
    }
}
