// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

// What a card tells of its node below the name. Where cards stand among links, the role and the state have a line each.
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

    component Note: Text {
        property bool line: false

        color: Theme.softText
        font.pixelSize: Theme.smallText
        rightPadding: line ? 0 : 10 * Theme.scale
        visible: text !== ""
        textFormat: Text.PlainText
        wrapMode: line ? Text.Wrap : Text.NoWrap
        width: line ? notes.width : undefined // its own
    }

    Note {
        line: notes.inLines
        text: notes.role
        color: notes.holder ? Theme.accent : Theme.softText
        font.weight: notes.holder ? Font.DemiBold : Font.Normal
    }
    Note {
        line: notes.inLines
        text: notes.condition
        color: notes.tone
        font.weight: Font.DemiBold
    }
    Note { text: notes.age }
    Note { text: notes.watched }
    Note { text: notes.away }
}
