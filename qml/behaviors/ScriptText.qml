// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic
import Everbounce.Window

// A text with numbered lines, one of which may be marked. Tab moves on to the next control, as everywhere.
Rectangle {
    id: frame

    property alias text: area.text
    property int wrongLine: 0
    signal edited(text: string)

    function enter() {
        area.forceActiveFocus(Qt.ShortcutFocusReason)
    }

    color: Theme.floor
    radius: 8 * Theme.scale
    border { width: area.activeFocus ? 2 : 1; color: area.activeFocus ? Theme.accent : Theme.line }

    FontMetrics {
        id: metrics
        font: area.font
    }
    Item {
        id: gutter
        anchors { left: parent.left; top: parent.top; bottom: parent.bottom; margins: 2 }
        width: metrics.advanceWidth("0") * Math.max(2, String(area.lineCount).length) + 16 * Theme.scale
        clip: true

        Rectangle {
            anchors.fill: parent
            color: Theme.over
        }
        Text {
            y: area.topPadding - scroller.contentY
            width: parent.width - 8 * Theme.scale
            text: Array.from({ length: area.lineCount }, (_, i) => i + 1).join("\n")
            color: Theme.softText
            font: area.font
            horizontalAlignment: Text.AlignRight
            Accessible.ignored: true
        }
    }
    Flickable {
        id: scroller
        anchors { left: gutter.right; right: parent.right; top: parent.top; bottom: parent.bottom; margins: 2 }
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        contentWidth: Math.max(width, area.implicitWidth)
        contentHeight: Math.max(height, area.implicitHeight)
        ScrollBar.vertical: ScrollBar {}
        ScrollBar.horizontal: ScrollBar {}

        function show(place: rect) {
            contentX = Math.max(0, Math.min(Math.max(contentX, place.x + 8 - width + area.rightPadding), place.x - area.leftPadding))
            contentY = Math.max(0, Math.min(Math.max(contentY, place.y + place.height + area.bottomPadding - height), place.y - area.topPadding))
        }

        Rectangle {
            objectName: "wrongLine"
            visible: frame.wrongLine > 0
            y: area.topPadding + (frame.wrongLine - 1) * area.contentHeight / Math.max(1, area.lineCount)
            width: scroller.contentWidth
            height: area.contentHeight / Math.max(1, area.lineCount)
            color: Theme.mixed(0.08, Theme.error, Theme.floor)

            Rectangle {
                width: 3
                height: parent.height
                color: Theme.error
            }
        }
        TextArea {
            id: area
            objectName: "scriptText"
            width: scroller.contentWidth
            height: scroller.contentHeight
            padding: 6 * Theme.scale
            color: Theme.text
            selectionColor: Theme.mixed(0.28, Theme.accent, Theme.floor)
            selectedTextColor: Theme.text
            font { family: "monospace"; pixelSize: Math.round(13 * Theme.scale) }
            wrapMode: TextEdit.NoWrap
            textFormat: TextEdit.PlainText
            selectByMouse: true
            tabStopDistance: 4 * metrics.advanceWidth("0")
            background: null
            Accessible.name: qsTr("Text of the behaviour")
            onCursorRectangleChanged: if (activeFocus) scroller.show(cursorRectangle)
            onTextChanged: frame.edited(text)
        }
    }
}
