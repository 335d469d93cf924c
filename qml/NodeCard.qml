// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui

// One node: what runs there, whether the engine does, how it is, and the switch that ends it.
Item {
    id: card

    required property Commands commands
    required property RecorderModel recorder
    required property string nodeId
    required property string name
    required property string version
    required property url url
    required property bool holder
    required property bool self
    required property int viewers
    required property string age
    required property string look
    required property real secondsLeft
    required property string roundTrip
    property bool arranged: false // among others, joined by links
    property bool roundTripShown: true // here, and not on the link

    readonly property bool gone: look === "gone"
    readonly property bool dying: !gone && (commands.dying[nodeId] ?? false)
    readonly property bool sound: look === "alive" && !dying
    readonly property alias title: title.text
    readonly property string watched: viewers === 1 ? qsTr("1 viewer") : qsTr("%1 viewers").arg(viewers)
    readonly property string condition: {
        if (dying)
            return qsTr("asked to die")
        switch (look) {
        case "suspect": return qsTr("silent")
        case "frozen": return qsTr("frozen, %1 s").arg(secondsLeft)
        case "isolated": return qsTr("isolated, %1 s").arg(secondsLeft)
        case "lossy": return qsTr("lossy, %1 s").arg(secondsLeft)
        case "gone": return qsTr("gone")
        }
        return holder ? qsTr("runs the engine") : qsTr("follows")
    }
    readonly property color tone: dying ? Theme.error : look === "frozen" ? Theme.ice : sound || gone
                                  ? holder ? Theme.accent : Theme.softText : Theme.warning

    objectName: (gone ? "ghost:" : "node:") + nodeId
    implicitHeight: body.implicitHeight + 20 * Theme.scale
    Accessible.role: Accessible.ListItem
    Accessible.name: holder ? qsTr("%1, runs the engine").arg(title.text) : title.text
    Accessible.description: Array.from([self ? qsTr("this node") : "", sound && holder ? "" : condition, gone ? "" : age, gone ? "" : watched,
                             roundTrip ? qsTr("%1 away").arg(roundTrip) : ""]).filter(Boolean).join(", ")

    CardFrame {
        anchors.fill: parent
        radius: 8 * Theme.scale
        fill: card.gone ? "transparent" : card.look === "frozen" ? Theme.iceFill : card.holder ? Theme.holderRow : Theme.surface
        border: card.dying ? Theme.error : card.look === "frozen" ? Theme.ice : card.gone ? Theme.line
              : card.look === "suspect" || card.look === "isolated" || card.look === "lossy" ? Theme.warning
              : card.holder ? Theme.accent : Theme.line
        stroke: (card.holder || !card.sound ? 2 : 1) * Theme.scale
        dashed: card.dying || card.gone || card.look === "suspect" || card.look === "isolated"
    }
    Rectangle { // the colour that the node has in the flight recorder
        anchors { left: parent.left; top: parent.top; bottom: parent.bottom; margins: 7 * Theme.scale }
        width: 3 * Theme.scale
        radius: width / 2
        visible: !card.gone
        color: Theme.nodeColors[card.recorder.colorOf(card.name) % Theme.nodeColors.length]
    }
    GridLayout {
        id: body
        anchors { left: parent.left; right: parent.right; top: parent.top }
        anchors { leftMargin: 18 * Theme.scale; rightMargin: 10 * Theme.scale; topMargin: 10 * Theme.scale }
        columns: card.arranged ? 1 : 2
        columnSpacing: Theme.halfGap
        rowSpacing: 6 * Theme.scale

        ColumnLayout {
            spacing: 2 * Theme.scale
            opacity: card.gone ? 0.75 : 1

            NodeLink {
                id: title
                objectName: (card.gone ? "" : "page:") + card.nodeId
                text: card.version + "@" + card.name
                soft: card.gone || card.look === "suspect"
                enabled: !card.gone && card.url != ""
                onClicked: Qt.openUrlExternally(card.url)
                Layout.fillWidth: true
            }
            Text {
                text: card.condition
                color: card.tone
                font.pixelSize: Theme.smallText
                font.weight: card.sound && !card.holder ? Font.Normal : Font.DemiBold
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
            Text {
                visible: !card.gone
                text: Array.from([card.self ? qsTr("this node") : "", card.age, card.watched,
                       card.roundTripShown && card.roundTrip ? qsTr("%1 away").arg(card.roundTrip) : ""])
                      .filter(Boolean).join(" · ")
                color: Theme.softText
                font.pixelSize: Theme.smallText
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
        }
        KillButton {
            nodeId: card.nodeId
            nodeTitle: title.text
            commands: card.commands
            visible: !card.self && !card.gone
            Layout.fillWidth: card.arranged
            Layout.preferredHeight: 30 * Theme.scale
        }
    }
}
