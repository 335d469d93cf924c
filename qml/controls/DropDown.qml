// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic
import Everbounce.Window

// One of several: shows the chosen one, and all of them when it is pressed. The arrow keys go from one to the next.
ComboBox {
    id: box

    property bool tall: false // for a thumb
    property bool tight: false // among others with little room

    font.pixelSize: Math.round((tall || tight ? 12 : 13) * Theme.scale)
    implicitWidth: (tight ? 88 : 112) * Theme.scale
    implicitHeight: tall ? 44 * Theme.scale : Theme.control
    padding: 0
    hoverEnabled: true
    Accessible.description: displayText

    contentItem: Text {
        leftPadding: (box.tall ? 3 : box.tight ? 6 : 10) * Theme.scale
        rightPadding: (box.tall ? 13 : box.tight ? 16 : 22) * Theme.scale
        text: box.displayText
        textFormat: Text.PlainText // it may come from another machine
        font: box.font
        color: Theme.text
        verticalAlignment: Text.AlignVCenter
        wrapMode: box.tall ? Text.WordWrap : Text.NoWrap
        fontSizeMode: box.tall ? Text.Fit : Text.FixedSize // rather than break a word
        minimumPixelSize: Math.round(9 * Theme.scale)
        elide: Text.ElideMiddle
        maximumLineCount: box.tall ? 2 : 1
    }
    indicator: Text {
        x: box.width - width - (box.tall || box.tight ? 4 : 10) * Theme.scale
        y: (box.height - height) / 2
        text: "▾"
        font: box.font
        color: Theme.softText
    }
    background: Rectangle {
        radius: 8 * Theme.scale
        color: box.pressed ? Theme.line : box.hovered ? Theme.over : Theme.surface
        border { width: 1; color: box.hovered ? Theme.softText : Theme.line }

        Rectangle { // the ring of the keyboard's focus
            anchors { fill: parent; margins: -3 }
            visible: box.visualFocus
            color: "transparent"
            radius: Theme.radius
            border { width: 2; color: Theme.accent }
        }
    }
    popup: Popup {
        y: box.height + 4
        width: Math.max(box.width, 200 * Theme.scale)
        margins: 8
        padding: 4
        implicitHeight: contentItem.implicitHeight + 8
        contentItem: ListView {
            clip: true
            implicitHeight: contentHeight
            model: box.popup.visible ? box.delegateModel : null
            currentIndex: box.highlightedIndex
            ScrollBar.vertical: ScrollBar {}
        }
        background: Rectangle {
            radius: 8 * Theme.scale
            color: Theme.surface
            border { width: 1; color: Theme.line }
        }
    }
}
