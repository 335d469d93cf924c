// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

// One of the colours that there are.
Pressable {
    id: choice

    required property bool chosen

    checkable: true
    checked: chosen
    onClicked: checked = Qt.binding(() => chosen)
    font.pixelSize: Theme.smallText
    implicitHeight: 32 * Theme.scale
    Accessible.role: Accessible.RadioButton

    contentItem: Text {
        text: choice.text
        font: choice.font
        color: choice.checked ? Theme.text : Theme.softText
        verticalAlignment: Text.AlignVCenter
    }
    background: Rectangle {
        radius: 8 * Theme.scale
        color: choice.checked ? Theme.holderRow : choice.hovered ? Theme.over : Theme.surface
        border { width: 1; color: choice.checked ? Theme.accent : Theme.line }
    }
}
