// SPDX-License-Identifier: GPL-3.0-or-later
// qmllint disable unqualified
// (Delegates see the ids around them; the pragma that says so, ComponentBehavior, is not known to Qt 6.4.)
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Everbounce.Gui
import Everbounce.Window

// The target of faults: the arrow keys go from node to node.
RowLayout {
    id: choice

    required property TargetsModel targets

    spacing: Theme.halfGap

    Text {
        text: qsTr("Break")
        color: Theme.softText
        font.pixelSize: Theme.normalText
    }
    ComboBox {
        id: box
        objectName: "target"
        model: choice.targets
        textRole: "name"
        currentIndex: choice.targets.row
        displayText: choice.targets.name
        onActivated: index => choice.targets.choose(index)
        font.pixelSize: Theme.normalText
        implicitWidth: 272 * Theme.scale
        implicitHeight: Math.max(Theme.control, contentItem.implicitHeight + 12 * Theme.scale)
        padding: 0
        hoverEnabled: true
        Layout.fillWidth: true
        Accessible.name: qsTr("Break")
        Accessible.description: displayText

        contentItem: Text {
            leftPadding: 12 * Theme.scale
            rightPadding: 30 * Theme.scale
            text: box.displayText
            textFormat: Text.PlainText // it may come from another machine
            font: box.font
            color: Theme.text
            verticalAlignment: Text.AlignVCenter
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
        }
        indicator: Text {
            x: box.width - width - 12 * Theme.scale
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
        delegate: ItemDelegate {
            id: option

            required property string nodeId
            required property string name
            required property int index

            objectName: "target:" + nodeId
            width: ListView.view?.width ?? 0
            highlighted: box.highlightedIndex === index
            font: box.font
            Accessible.name: name

            contentItem: Text {
                text: option.name
                textFormat: Text.PlainText
                font: option.font
                color: Theme.text
                wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            }
            background: Rectangle {
                radius: 6 * Theme.scale
                color: option.highlighted ? Theme.holderRow : "transparent"
            }
        }
        popup: Popup {
            y: box.height + 4
            width: box.width
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
}
