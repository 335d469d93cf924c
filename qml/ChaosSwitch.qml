// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui

// Breaks something every few seconds while it is on, and counts what was survived.
Pressable {
    id: control

    required property Chaos chaos

    readonly property string explained: chaos.news
        || qsTr("A random fault every three to six seconds, for as long as it is on. Two nodes are left alone.")
    readonly property string counted: chaos.judged === 0 ? ""
        : chaos.survived === chaos.judged ? qsTr("Survived %1").arg(chaos.survived)
                                          : qsTr("Survived %1 of %2").arg(chaos.survived).arg(chaos.judged)

    objectName: "chaos"
    text: qsTr("Chaos")
    checkable: true
    checked: chaos.on
    onClicked: {
        chaos.on = !chaos.on
        checked = Qt.binding(() => chaos.on)
    }
    topPadding: 8 * Theme.scale
    bottomPadding: 8 * Theme.scale
    Accessible.role: Accessible.CheckBox
    Accessible.description: explained + " " + counted

    contentItem: RowLayout {
        spacing: 12 * Theme.scale

        Rectangle {
            implicitWidth: 38 * Theme.scale
            implicitHeight: 22 * Theme.scale
            radius: height / 2
            color: control.checked ? Theme.accentFill : Theme.line
            Layout.alignment: Qt.AlignTop

            Rectangle {
                x: control.checked ? parent.width - width - 3 * Theme.scale : 3 * Theme.scale
                y: 3 * Theme.scale
                width: parent.height - 6 * Theme.scale
                height: width
                radius: width / 2
                color: control.checked ? Theme.accentText : Theme.softText
                Behavior on x { NumberAnimation { duration: Theme.moving } }
            }
        }
        ColumnLayout {
            spacing: 2 * Theme.scale

            RowLayout {
                Text {
                    text: control.text
                    color: Theme.text
                    font.pixelSize: Theme.normalText
                    font.weight: Font.DemiBold
                    Layout.fillWidth: true
                }
                Text {
                    objectName: "survived"
                    text: control.counted
                    color: Theme.accent
                    font.pixelSize: Theme.smallText
                    font.weight: Font.DemiBold
                    Accessible.role: Accessible.StaticText
                    Accessible.name: text
                }
            }
            Text {
                text: control.explained
                textFormat: Text.PlainText // it has names in it that come from other machines
                color: control.chaos.on ? Theme.warning : Theme.softText
                font.pixelSize: Theme.smallText
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
        }
    }
    background: Rectangle {
        radius: 8 * Theme.scale
        color: control.down ? Theme.line : control.hovered ? Theme.over : Theme.surface
        border { width: 1; color: control.checked ? Theme.accent : Theme.line }
    }
}
