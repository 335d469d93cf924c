// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Everbounce.Window

// The name of a node, which opens its page.
Pressable {
    id: link

    property bool soft: false
    property bool brief: false // the name alone, in one line

    padding: 0
    verticalPadding: 0
    implicitHeight: contentItem.implicitHeight
    reach: Theme.narrow ? Math.max(0, (Theme.control - height) / 2) : 0
    font.pixelSize: brief ? Math.round(13 * Theme.scale) : Theme.normalText
    font.weight: soft ? Font.Normal : Font.DemiBold
    Accessible.role: Accessible.Link
    Accessible.description: qsTr("Opens the page of this node")

    contentItem: Text {
        id: name
        text: link.brief ? link.text.replace(/^[^@]*@/, "") : link.text.replace("@", "@\u200b") // where it may be broken first
        textFormat: Text.PlainText // names come from other machines
        font: link.font
        color: link.soft ? Theme.softText : Theme.text
        wrapMode: link.brief ? Text.NoWrap : Text.WrapAtWordBoundaryOrAnywhere
        elide: link.brief ? Text.ElideMiddle : Text.ElideNone
    }
    Rectangle {
        anchors { left: parent.left; bottom: parent.bottom }
        width: name.contentWidth
        height: 1
        visible: link.enabled
        color: link.hovered ? name.color : Theme.line
    }
}
