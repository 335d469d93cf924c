// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui
import Everbounce.Window

// Says quietly that a node of another cluster is near, or how one could come to a node that is alone.
RowLayout {
    id: card

    required property PairingModel pairing
    required property bool alone
    property bool shows: true // or an audience is there

    readonly property var neighbour: pairing.neighbours.find(one => one.invites) ?? pairing.neighbours[0] ?? null

    signal pair

    objectName: "neighbour"
    visible: shows && (neighbour !== null || alone) && pairing.stage === "idle"
    spacing: Theme.gap

    Text {
        text: card.neighbour?.told ?? qsTr("Another machine can fly along.")
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
        text: !card.neighbour ? qsTr("Another machine…") : card.neighbour.invites ? qsTr("Join…") : qsTr("Invite…")
        font.pixelSize: Theme.smallText
        onClicked: card.pair()
    }
}
