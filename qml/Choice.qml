// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts

// One of several, of which one is in force: a click asks for it, and it is checked when it has become so.
Pressable {
    id: choice

    required property bool chosen
    property bool soft: false // it cannot be had just now
    property bool trial: false
    property string kind
    property string tag // a word, or none
    property color tagTone: Theme.accent
    property string notes // told elsewhere, but to screen readers

    checkable: true
    checked: chosen
    onClicked: checked = Qt.binding(() => chosen) // a click by itself changes nothing
    topPadding: 8 * Theme.scale
    bottomPadding: 8 * Theme.scale
    Accessible.role: Accessible.RadioButton
    Accessible.description: [tag, kind, notes].filter(Boolean).join(", ")

    contentItem: ColumnLayout {
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
                border { width: (choice.checked ? 4 : 2) * Theme.scale; color: choice.checked ? Theme.accent : Theme.softText }
            }
            Text {
                id: label
                text: choice.text
                textFormat: Text.PlainText // it may come from another machine
                color: choice.soft ? Theme.softText : Theme.text
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
                    text: choice.tag
                    tone: choice.tagTone
                }
                Tag {
                    text: choice.kind
                    outline: Theme.line
                }
            }
        }
        TrialBar {
            visible: choice.trial
            running: choice.trial
            Layout.fillWidth: true
        }
    }
    background: Rectangle {
        radius: 8 * Theme.scale
        color: choice.down || choice.checked ? Theme.holderRow : choice.hovered ? Theme.over : Theme.surface
        border { width: 1; color: choice.checked ? Theme.accent : choice.hovered ? Theme.softText : Theme.line }
    }
}
