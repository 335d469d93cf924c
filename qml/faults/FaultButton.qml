// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Window

// Asks for a fault. A dangerous one needs three clicks within a second, or a hold of one second.
Pressable {
    id: button

    required property string title
    required property real seconds // how long it lasts; 0: it has no length
    required property bool dangerous
    required property string aim // id of the node that it would hit now

    readonly property color tone: guard.armed ? Theme.surface : dangerous ? Theme.error : Theme.text

    signal confirmed

    text: title
    font.weight: Font.DemiBold
    onClicked: dangerous ? guard.click() : confirmed()
    Accessible.name: dangerous ? qsTr("%1, takes three clicks within a second, or hold it for one; %2").arg(title).arg(guard.label)
                               : title

    Guard {
        id: guard
        control: button
        aim: button.aim
        idle: qsTr("3 clicks or hold")
        enabled: button.dangerous
        onCompleted: button.confirmed()
    }
    contentItem: RowLayout {
        spacing: Theme.halfGap

        Text {
            text: button.title
            textFormat: Text.PlainText
            font: button.font
            color: button.tone
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        Rectangle {
            visible: button.seconds > 0
            implicitWidth: lasts.implicitWidth + 14 * Theme.scale
            implicitHeight: lasts.implicitHeight + 4 * Theme.scale
            radius: height / 2
            color: "transparent"
            border { width: 1; color: guard.armed ? Theme.surface : Theme.line }

            Text {
                id: lasts
                anchors.centerIn: parent
                text: qsTr("%1 s").arg(button.seconds)
                font.pixelSize: Theme.smallText
                color: guard.armed ? Theme.surface : Theme.softText
            }
        }
        DangerRing {
            visible: button.dangerous
            guard: guard
        }
        Text {
            objectName: "clicksLeft"
            visible: button.dangerous
            text: guard.label
            color: button.tone
            font.pixelSize: Theme.smallText
        }
    }
    background: DangerGround {
        control: button
        armed: guard.armed
        dangerous: button.dangerous
    }
}
