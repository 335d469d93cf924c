// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Everbounce.Window

// What a card says about its node below the name. On cards with links, the role and the state have a line each.
Flow {
    id: notes

    required property bool inLines
    property bool small: false // one line, whatever it holds
    required property bool holder
    property bool holdsApart: false // the lease of another side of a partition
    required property string role
    required property string own // whether it is this window's
    required property string condition
    required property color tone // of the condition
    required property string age
    required property string watched
    required property string away

    // Reserved: nothing moves when a state comes or goes.
    readonly property int lines: small ? 1 : inLines ? 4 : width < 260 * Theme.scale ? 3 : 2

    objectName: "notes"
    height: small ? lineHeight.height : Math.max(implicitHeight, lines * lineHeight.height)
    clip: small

    FontMetrics {
        id: lineHeight
        font.pixelSize: Theme.smallText
    }

    component Note: Text {
        id: note

        required property real room
        property bool line: false // it has its own line

        color: Theme.softText
        font.pixelSize: Theme.smallText
        rightPadding: line ? 0 : 10 * Theme.scale
        visible: text !== ""
        textFormat: Text.PlainText
        wrapMode: Text.Wrap
        // Its natural width, which must not depend on the actual one.
        width: line ? room : Math.min(room, Math.ceil(own.advanceWidth) + 1 + rightPadding)

        TextMetrics {
            id: own
            font: note.font
            text: note.text
        }
    }

    Word {
        names: "lease"
        visible: notes.holder && text !== ""
        text: notes.role
        tone: Theme.accent
        font { pixelSize: Theme.smallText; weight: Font.DemiBold }
        rightPadding: notes.inLines ? 0 : 10 * Theme.scale
        width: notes.inLines ? notes.width : Math.min(Math.ceil(roleText.advanceWidth) + 1 + rightPadding, notes.width)

        TextMetrics {
            id: roleText
            font { pixelSize: Theme.smallText; weight: Font.DemiBold }
            text: notes.role
        }
    }
    Note {
        line: notes.inLines && notes.holdsApart
        room: notes.width
        text: notes.holder ? "" : notes.role
        color: notes.holdsApart ? Theme.warning : Theme.softText
        font.weight: notes.holdsApart ? Font.DemiBold : Font.Normal
    }
    Note {
        room: notes.width
        text: notes.own
    }
    Note {
        line: notes.inLines
        room: notes.width
        text: notes.condition
        color: notes.tone
        font.weight: Font.DemiBold
    }
    Note {
        room: notes.width
        text: notes.age
    }
    Note {
        room: notes.width
        text: notes.watched
    }
    Note {
        room: notes.width
        text: notes.away
    }
}
