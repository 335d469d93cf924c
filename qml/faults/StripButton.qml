// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Window

// One of many in the strip below the scene: a word, perhaps a sign, and a hint that says the rest.
Pressable {
    id: button

    property bool tall: false // for a thumb: word and sign one above the other
    property color tone: Theme.text
    property var lines: [] // of the hint
    property bool hasSign: false
    property bool signFirst: false // before the word, or above it
    property alias sign: sign.data

    font.pixelSize: Math.round(tall ? Math.min(12 * Theme.scale, width / 6.2) : 13 * Theme.scale) // no word is broken
    font.weight: Font.DemiBold
    padding: (tall ? 2 : 7) * Theme.scale
    verticalPadding: 2 * Theme.scale
    implicitHeight: tall ? 44 * Theme.scale : Theme.control
    Accessible.description: lines.filter(Boolean).join(" ")

    contentItem: GridLayout {
        columns: button.tall ? 1 : 2
        columnSpacing: 5 * Theme.scale
        rowSpacing: 2 * Theme.scale

        Text {
            text: button.text
            textFormat: Text.PlainText
            font: button.font
            color: button.enabled ? button.tone : Theme.softText
            horizontalAlignment: Text.AlignHCenter
            wrapMode: button.tall ? Text.Wrap : Text.NoWrap
            Layout.fillWidth: true
            Layout.row: button.tall && button.signFirst ? 1 : 0
            Layout.column: !button.tall && button.signFirst ? 1 : 0
        }
        RowLayout {
            id: sign
            visible: button.hasSign
            Layout.row: button.tall && !button.signFirst ? 1 : 0
            Layout.column: !button.tall && !button.signFirst ? 1 : 0
            Layout.alignment: Qt.AlignCenter
        }
    }
    background: Rectangle {
        radius: 8 * Theme.scale
        color: !button.enabled ? "transparent" : button.down ? Theme.holderRow : button.hovered ? Theme.over : Theme.surface
        border { width: 1; color: button.hovered ? Theme.softText : Theme.line }
    }
    Hint {
        about: button
        wanted: button.hovered || button.visualFocus
        lines: button.lines
    }
}
