// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui
import Everbounce.Window

// A fault to ask for: what it does, and what you should see then.
ColumnLayout {
    id: card

    required property Commands commands
    required property string name
    required property string title
    required property string what
    required property string see
    required property real seconds
    required property bool dangerous
    required property string aim // id of the node that it would hit now

    spacing: 4 * Theme.scale

    FaultButton {
        objectName: "fault:" + card.name
        title: card.title
        seconds: card.seconds
        dangerous: card.dangerous
        aim: card.aim
        busy: card.commands.slow[objectName] ?? false
        onConfirmed: card.commands.injectFault(card.name, card.aim)
        Layout.fillWidth: true
        Accessible.description: card.what + " " + card.see
    }
    Text {
        text: card.what
        color: Theme.softText
        font.pixelSize: Theme.smallText
        wrapMode: Text.Wrap
        Layout.fillWidth: true
        Layout.leftMargin: 12 * Theme.scale
        Layout.rightMargin: 12 * Theme.scale
    }
    Text {
        text: card.see
        color: Theme.text
        font.pixelSize: Theme.smallText
        wrapMode: Text.Wrap
        Layout.fillWidth: true
        Layout.leftMargin: 12 * Theme.scale
        Layout.rightMargin: 12 * Theme.scale
    }
}
