// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui

// A fault to ask for: what it does, and what should be seen then. A dangerous one takes three clicks within a second.
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

    readonly property string clicksLeft: clicks.left === 3 ? qsTr("3 clicks") : clicks.left === 1
                                          ? qsTr("1 more click") : qsTr("%1 more clicks").arg(clicks.left)

    objectName: "fault:" + name
    text: title
    topPadding: 8
    bottomPadding: 10
    onClicked: dangerous ? clicks.click(aim) : confirmed()
    Accessible.name: dangerous ? qsTr("%1, takes three clicks within a second, %2").arg(title).arg(clicksLeft) : title
    Accessible.description: what + " " + see

    ThreeClicks {
        id: clicks
        onCompleted: card.confirmed()
    }

    contentItem: ColumnLayout {
        spacing: 2

        RowLayout {
            spacing: Theme.halfGap

            Text {
                text: card.seconds > 0 ? qsTr("%1 · %2 s").arg(card.title).arg(card.seconds) : card.title
                textFormat: Text.PlainText
                color: card.dangerous ? Theme.error : Theme.text
                font.pixelSize: Theme.normalText
                font.weight: Font.DemiBold
                elide: Text.ElideRight
                Layout.fillWidth: true
            }
            Text {
                objectName: "clicksLeft"
                visible: card.dangerous
                text: card.clicksLeft
                color: clicks.left === 3 ? Theme.softText : Theme.error
                font.pixelSize: Theme.smallText
                font.weight: clicks.left === 3 ? Font.Normal : Font.DemiBold
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
        radius: 8
        color: card.down ? Theme.line : card.hovered ? Theme.over : Theme.surface
        border { width: 1; color: Theme.line }
    }
}
