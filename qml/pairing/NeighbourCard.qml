// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui
import Everbounce.Window

// Says quietly that a node of another cluster is near.
RowLayout {
    id: card

    required property PairingModel pairing

    readonly property string address: pairing.neighbours.find(one => pairing.invites(one)) ?? pairing.neighbours[0] ?? ""

    signal pair

    objectName: "neighbour"
    visible: address !== "" && pairing.stage === "idle"
    spacing: Theme.gap

    Text {
        text: card.visible ? card.pairing.toldOf(card.address) : ""
        textFormat: Text.PlainText
        color: Theme.softText
        font.pixelSize: Theme.smallText
        wrapMode: Text.Wrap
        Accessible.role: Accessible.StaticText
        Accessible.name: text
        Layout.fillWidth: true
    }
    ActionButton {
        objectName: "openPairing"
        text: card.visible && card.pairing.invites(card.address) ? qsTr("Join…") : qsTr("Invite…")
        font.pixelSize: Theme.smallText
        onClicked: card.pair()
    }
}
