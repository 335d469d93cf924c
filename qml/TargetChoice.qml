// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

// One of the nodes on which a fault may be asked for.
Pressable {
    id: choice

    required property bool chosen

    checkable: true
    checked: chosen
    onClicked: checked = Qt.binding(() => chosen)
    font.pixelSize: Theme.smallText
    implicitHeight: 32 * Theme.scale
    Accessible.role: Accessible.RadioButton
    Accessible.name: qsTr("Break %1").arg(text)

    contentItem: Text {
        text: choice.text
        textFormat: Text.PlainText // it comes from another machine
        font: choice.font
        color: choice.checked ? Theme.text : Theme.softText
        verticalAlignment: Text.AlignVCenter
        elide: Text.ElideMiddle
    }
    background: Rectangle {
        radius: 8 * Theme.scale
        color: choice.checked ? Theme.holderRow : choice.hovered ? Theme.over : Theme.surface
        border { width: 1; color: choice.checked ? Theme.accent : Theme.line }
    }
}
