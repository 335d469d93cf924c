// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Everbounce.Window

// What the signs of the recorder's drawing mean.
Flow {
    spacing: 12 * Theme.scale
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Legend")

    component Sign: Row {
        id: entry

        required property string text
        default property alias drawing: sign.data

        spacing: 5 * Theme.scale
        Accessible.role: Accessible.ListItem
        Accessible.name: text

        Item {
            id: sign
            anchors.verticalCenter: parent.verticalCenter
            width: 14 * Theme.scale
            height: 10 * Theme.scale
        }
        Text {
            text: entry.text
            color: Theme.softText
            font.pixelSize: Theme.smallText
        }
    }
    component Bar: Rectangle {
        anchors.bottom: parent.bottom
        width: 4 * Theme.scale
    }

    Sign {
        text: qsTr("lease, in its holder's colour")
        Rectangle {
            anchors.fill: parent
            radius: 2
            color: Theme.nodeColors[0]
        }
    }
    Sign {
        text: qsTr("no holder")
        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            width: 4 * Theme.scale
            height: parent.height
            radius: 1
            color: Theme.error
        }
    }
    Sign {
        text: qsTr("injected fault")
        Rectangle {
            anchors.centerIn: parent
            width: 7 * Theme.scale
            height: width
            rotation: 45
            color: Theme.warning
        }
    }
    Sign {
        text: qsTr("engine lost")
        Repeater {
            model: [45, -45]
            Rectangle {
                required property int modelData

                anchors.centerIn: parent
                width: 9 * Theme.scale
                height: 2 * Theme.scale
                rotation: modelData
                color: Theme.error
            }
        }
    }
    Sign {
        text: qsTr("engine took over")
        Rectangle {
            anchors.centerIn: parent
            width: 7 * Theme.scale
            height: width
            radius: width / 2
            color: Theme.accent
        }
    }
    Sign {
        text: qsTr("stall, red from 50 ms")
        Bar {
            x: 2 * Theme.scale
            height: 6 * Theme.scale
            color: Theme.softText
        }
        Bar {
            x: 8 * Theme.scale
            height: 10 * Theme.scale
            color: Theme.error
        }
    }
}
