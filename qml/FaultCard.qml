// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui

// A fault to ask for: what it does, and what should be seen then. A dangerous one takes three clicks within a second, or
// is held for one.
Pressable {
    id: card

    required property string name
    required property string title
    required property string what
    required property string see
    required property real seconds
    required property bool dangerous
    required property string aim // id of the node that it would hit now

    signal confirmed

    readonly property string clicksLeft: guard.missing === 3 ? qsTr("3 clicks or hold") : guard.missing === 1
                                          ? qsTr("1 more click") : qsTr("%1 more clicks").arg(guard.missing)

    objectName: "fault:" + name
    text: title
    topPadding: 8 * Theme.scale
    bottomPadding: 10 * Theme.scale
    onClicked: dangerous ? guard.click() : confirmed()
    Accessible.name: dangerous ? qsTr("%1, takes three clicks within a second, or hold it for one; %2").arg(title).arg(clicksLeft)
                               : title
    Accessible.description: what + " " + see

    Guard {
        id: guard
        control: card
        aim: card.aim
        enabled: card.dangerous
        onCompleted: card.confirmed()
    }

    contentItem: ColumnLayout {
        spacing: 2 * Theme.scale

        RowLayout {
            spacing: Theme.halfGap

            Text {
                text: card.seconds > 0 ? qsTr("%1 · %2 s").arg(card.title).arg(card.seconds) : card.title
                textFormat: Text.PlainText
                color: card.dangerous ? Theme.error : Theme.text
                font.pixelSize: Theme.normalText
                font.weight: Font.DemiBold
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
            Text {
                objectName: "clicksLeft"
                visible: card.dangerous && !guard.holding
                text: card.clicksLeft
                color: guard.missing === 3 ? Theme.softText : Theme.error
                font.pixelSize: Theme.smallText
                font.weight: guard.missing === 3 ? Font.Normal : Font.DemiBold
            }
            RingItem {
                visible: guard.holding
                implicitWidth: 18 * Theme.scale
                implicitHeight: implicitWidth
                part: guard.held
                color: Theme.error
                ground: Theme.line
            }
        }
        Text {
            text: card.what
            color: Theme.text
            font.pixelSize: Theme.smallText
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        Text {
            text: card.see
            color: Theme.softText
            font.pixelSize: Theme.smallText
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        Item { Layout.fillHeight: true } // text stays at the top of a card as high as its neighbours
    }
    background: Rectangle {
        radius: 8 * Theme.scale
        color: card.down ? Theme.line : card.hovered ? Theme.over : Theme.surface
        border { width: 1; color: Theme.line }
    }
}
