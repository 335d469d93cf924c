// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic

// The button for what people do most here.
Button {
    id: button

    implicitHeight: 40
    leftPadding: Theme.gap
    rightPadding: Theme.gap
    font.pixelSize: Theme.normalText
    font.weight: Font.DemiBold
    Keys.onReturnPressed: button.clicked()
    Keys.onEnterPressed: button.clicked()
    HoverHandler { cursorShape: Qt.PointingHandCursor }

    contentItem: Text {
        text: button.text
        font: button.font
        color: Theme.accentText
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        elide: Text.ElideRight
    }
    background: Rectangle {
        radius: 8
        color: button.down ? Theme.accentFillDown : button.hovered ? Theme.accentFillOver : Theme.accentFill

        Rectangle { // the focus ring stands off, so that it shows on any colour
            anchors { fill: parent; margins: -4 }
            visible: button.visualFocus
            color: "transparent"
            radius: 12
            border { width: 2; color: Theme.accent }
        }
    }
}
