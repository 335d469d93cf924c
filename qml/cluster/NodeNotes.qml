// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Everbounce.Window

// What a card says about its node below the name. On cards with links, the role and the state have a line each.
Flow {
    id: notes

    required property bool inLines
    required property bool holder
    required property string role
    required property string condition
    required property color tone // of the condition
    required property string age
    required property string watched
    required property string away

    objectName: "notes"

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

    Note {
        line: notes.inLines
        room: notes.width
        text: notes.role
        color: notes.holder ? Theme.accent : Theme.softText
        font.weight: notes.holder ? Font.DemiBold : Font.Normal
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
