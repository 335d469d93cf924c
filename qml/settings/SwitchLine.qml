// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Everbounce.Window

// Something that is on or off, in words, with a sentence below it where there is one to say. A press asks for it; it is
// switched once it is so.
Pressable {
    id: line

    required property bool on
    property string told
    property color tone: Theme.softText // of that sentence

    signal wanted(bool on)

    checkable: true
    checked: on
    onClicked: {
        line.wanted(!line.on)
        checked = Qt.binding(() => line.on)
    }
    leftPadding: 0
    rightPadding: 0
    Accessible.role: Accessible.CheckBox
    Accessible.description: told

    contentItem: Item {
        implicitHeight: Math.max(words.height, knob.height)

        Column {
            id: words
            width: parent.width - knob.width - Theme.gap
            spacing: 2 * Theme.scale
            anchors.verticalCenter: parent.verticalCenter

            Text {
                width: parent.width
                text: line.text
                color: line.enabled ? Theme.text : Theme.softText
                font: line.font
                wrapMode: Text.Wrap
            }
            Text {
                width: parent.width
                visible: line.told !== ""
                text: line.told
                textFormat: Text.PlainText // it holds addresses
                color: line.tone
                font.pixelSize: Theme.smallText
                wrapMode: Text.Wrap
            }
        }
        Knob {
            id: knob
            on: line.checked
            anchors { right: parent.right; verticalCenter: parent.verticalCenter }
        }
    }
    background: Rectangle {
        anchors { fill: parent; leftMargin: -6; rightMargin: -6 }
        radius: 8 * Theme.scale
        color: line.down ? Theme.holderRow : line.hovered && line.enabled ? Theme.over : "transparent"
    }
}
