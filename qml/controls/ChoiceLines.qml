// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Window

// The text of a choice: its name, with tags beside it, or below if there is no room for both.
ColumnLayout {
    id: lines

    required property string title
    required property bool chosen
    required property bool soft
    required property bool trial
    required property string kind
    required property string tag
    required property color tagTone

    spacing: 6 * Theme.scale

    GridLayout {
        id: line

        readonly property bool fits: label.implicitWidth + tags.implicitWidth + 40 * Theme.scale <= width

        columns: fits ? 3 : 2
        columnSpacing: Theme.halfGap
        rowSpacing: 4 * Theme.scale

        Rectangle {
            implicitWidth: 14 * Theme.scale
            implicitHeight: implicitWidth
            radius: width / 2
            color: "transparent"
            border { width: (lines.chosen ? 4 : 2) * Theme.scale; color: lines.chosen ? Theme.accent : Theme.softText }
        }
        Text {
            id: label
            text: lines.title
            textFormat: Text.PlainText // it may come from another machine
            color: lines.soft ? Theme.softText : Theme.text
            font.pixelSize: Math.round(15 * Theme.scale)
            font.weight: Font.DemiBold
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            Layout.fillWidth: true
        }
        Row {
            id: tags
            spacing: 4 * Theme.scale
            Layout.columnSpan: line.fits ? 1 : 2
            Layout.alignment: Qt.AlignRight

            Tag {
                text: lines.tag
                tone: lines.tagTone
            }
            Tag {
                text: lines.kind
                outline: Theme.line
            }
        }
    }
    TrialBar {
        visible: lines.trial
        running: lines.trial
        Layout.fillWidth: true
    }
}
