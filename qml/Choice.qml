// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts

// One of several, of which one is in force: a click asks for it, and it is checked when it has become so.
Pressable {
    id: choice

    required property bool chosen
    property bool trial: false
    property string kind
    property string notes
    property color notesTone: Theme.softText

    checkable: true
    checked: chosen
    onClicked: checked = Qt.binding(() => chosen) // a click by itself changes nothing
    padding: 10 * Theme.scale
    Accessible.role: Accessible.RadioButton
    Accessible.description: kind + (notes ? ", " + notes : "")

    contentItem: RowLayout {
        spacing: 10 * Theme.scale

        Rectangle {
            implicitWidth: 16 * Theme.scale
            implicitHeight: implicitWidth
            radius: width / 2
            color: "transparent"
            border { width: (choice.checked ? 5 : 1.5) * Theme.scale; color: choice.checked ? Theme.accent : Theme.softText }
            Layout.alignment: Qt.AlignTop
            Layout.topMargin: 1
        }
        ColumnLayout {
            spacing: 1

            Text {
                text: choice.text
                textFormat: Text.PlainText // it may come from another machine
                color: Theme.text
                font.pixelSize: choice.font.pixelSize
                font.weight: choice.checked ? Font.DemiBold : Font.Normal
                wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                Layout.fillWidth: true
            }
            Text {
                visible: text
                text: choice.kind
                textFormat: Text.PlainText
                color: Theme.softText
                font.pixelSize: Theme.smallText
                wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                Layout.fillWidth: true
            }
            Text {
                visible: text
                text: choice.notes
                textFormat: Text.PlainText
                color: choice.notesTone
                font.pixelSize: Theme.smallText
                wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                Layout.fillWidth: true
            }
            TrialBar {
                visible: choice.trial
                running: choice.trial
                Layout.fillWidth: true
                Layout.topMargin: 3 * Theme.scale
            }
        }
    }
    background: Rectangle {
        radius: 8 * Theme.scale
        color: choice.down ? Theme.line : choice.hovered ? Theme.over : choice.checked ? Theme.holderRow : "transparent"
    }
}
