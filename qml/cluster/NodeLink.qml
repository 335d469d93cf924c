// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Everbounce.Window

// The name of a node, which opens its page.
Pressable {
    id: link

    property bool soft: false

    padding: 0
    verticalPadding: 0
    implicitHeight: contentItem.implicitHeight
    font.weight: soft ? Font.Normal : Font.DemiBold
    Accessible.role: Accessible.Link
    Accessible.description: qsTr("Opens the page of this node")

    contentItem: Text {
        id: name
        text: link.text.replace("@", "@\u200b") // where it may be broken first
        textFormat: Text.PlainText // names come from other machines
        font: link.font
        color: link.soft ? Theme.softText : Theme.text
        wrapMode: Text.WrapAtWordBoundaryOrAnywhere
    }
    Rectangle {
        anchors { left: parent.left; bottom: parent.bottom }
        width: name.contentWidth
        height: 1
        visible: link.enabled
        color: link.hovered ? name.color : Theme.line
    }
}
