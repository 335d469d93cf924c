// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Window

// One of many in the strip below the scene: a word, perhaps a sign, and a hint that says the rest.
Pressable {
    id: button

    property bool tall: false // for a thumb: word and sign one above the other
    property bool tight: false // a little smaller, so that all of the strip is one row
    property color tone: Theme.text
    property var lines: [] // of the hint
    property bool hasSign: false
    property bool signFirst: false // before the word, or above it
    property alias sign: sign.data

    // How wide it is in a strip that is one row.
    function room(tight: bool): real {
        const beside = hasSign ? sign.implicitWidth + (tight ? 4 : 5) * Theme.scale : 0
        return Math.ceil((tight ? tightWord : word).advanceWidth) + beside + (tight ? 8 : 14) * Theme.scale
    }

    font.pixelSize: Math.round(tall ? Math.min(12 * Theme.scale, width / 6.2) : (tight ? 12 : 13) * Theme.scale) // no word is broken
    font.weight: Font.DemiBold
    padding: (tall ? 2 : tight ? 4 : 7) * Theme.scale
    verticalPadding: 2 * Theme.scale
    implicitHeight: tall ? 44 * Theme.scale : Theme.control
    Accessible.description: lines.filter(Boolean).join(" ")

    TextMetrics {
        id: word
        font { pixelSize: Math.round(13 * Theme.scale); weight: Font.DemiBold }
        text: button.text
    }
    TextMetrics {
        id: tightWord
        font { pixelSize: Math.round(12 * Theme.scale); weight: Font.DemiBold }
        text: button.text
    }
    contentItem: GridLayout {
        columns: button.tall ? 1 : 2
        columnSpacing: (button.tight ? 4 : 5) * Theme.scale
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
    background: ButtonGround { control: button }
    Hint {
        about: button
        wanted: button.hovered || button.visualFocus
        lines: button.lines
    }
}
