// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Everbounce.Gui
import Everbounce.Window

// One node: what runs there, whether that is the engine, how it is, and the switch that ends it.
Item {
    id: card

    required property Commands commands
    required property int index
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
    required property bool ghost // it has left
    required property bool folding
    required property string roundTrip
    required property int colorIndex
    required property bool holdsApart // the lease of another side of a partition
    property bool startedHere: false // from this window
    property bool last: false // no node is left if this window ends
    property bool small: false // one of many
    property bool askedFor: false // the tour asks for its end
    property bool narrow: false // there is no room for its age
    property bool arranged: false // among others, joined by links; else in a list
    property bool atRight: false  // in the right one of two columns

    readonly property alias title: title.text
    readonly property string role: holdsApart ? qsTr("holds the lease on the other side") : ghost ? "" : holder ? qsTr("holds the lease") : marked ? "" : qsTr("follows") // a state says more
    readonly property string condition: {
        switch (look) {
        case "suspect": return qsTr("silent")
        case "frozen": return qsTr("frozen, %1 s").arg(secondsLeft)
        case "isolated": return qsTr("isolated, %1 s").arg(secondsLeft)
        case "lossy": return qsTr("lossy, %1 s").arg(secondsLeft)
        case "dying": return qsTr("being killed")
        case "gone": return qsTr("gone")
        case "apart": return holdsApart ? "" : qsTr("other side")
        }
        return ""
    }
    readonly property string mark: self ? small ? qsTr("this node", "on a small card") : qsTr("this node") : startedHere && !ghost ? qsTr("started here") : ""
    readonly property string watched: viewers === 1 ? qsTr("1 viewer") : qsTr("%n viewers", "", viewers)
    readonly property color tone: look === "dying" ? Theme.error : look === "frozen" ? Theme.ice
                                  : look === "gone" ? Theme.softText : Theme.warning
    readonly property bool marked: look !== "alive" // in another way than as the holder

    readonly property real unit: Theme.scale
    readonly property real inset: (small ? 12 : arranged ? 14 : 44) * unit // in a list the ball is at the left
    readonly property bool beside: small || !arranged && width >= 420 * unit // the action, beside all of the text
    readonly property point ballPlace: arranged ? Qt.point(atRight ? width - 38 * unit : 12 * unit, -26 * unit)
                                      : small ? Qt.point(10 * unit, height - 21 * unit)
                                                : Qt.point(14 * unit, (height - 20 * unit) / 2)

    function joined(parts: var): string {
        return parts.filter(Boolean).join(", ")
    }

    objectName: (ghost ? "ghost:" : "node:") + nodeId
    implicitHeight: small ? 46 * unit : arranged ? notes.y + notes.height + action.height + 18 * unit
                             : Math.max(notes.y + notes.height, action.implicitHeight + (beside ? 8 * unit : notes.y)) + 8 * unit
    opacity: folding ? 0 : 1
    Accessible.role: Accessible.ListItem
    Accessible.name: holder ? qsTr("%1, holds the lease").arg(title.text) : title.text
    Accessible.description: joined([mark, condition, holder ? "" : role, ghost ? "" : age, ghost ? "" : watched,
                                    roundTrip ? qsTr("%1 away").arg(roundTrip) : ""])

    Behavior on opacity { NumberAnimation { duration: Theme.reducedMotion ? 0 : 300 } }

    CardFrame {
        anchors.fill: parent
        radius: 8 * card.unit
        fill: card.look === "frozen" && !card.ghost ? Theme.iceFill : Theme.surface
        edge: Theme.nodeColors[card.colorIndex % Theme.nodeColors.length] // as in the flight recorder
        edgeWidth: 4 * card.unit
        pattern: Math.floor(card.colorIndex / Theme.nodeColors.length)
        border: card.look === "gone" ? Theme.line : card.marked ? card.tone : card.holder ? Theme.accent : Theme.line
        stroke: (card.holder && !card.marked ? 2 : 1) * card.unit
        line: card.look === "lossy" ? Qt.DotLine
              : card.ghost || card.marked && card.look !== "frozen" ? Qt.DashLine : Qt.SolidLine
    }
    NodeLink {
        id: title
        objectName: (card.ghost ? "" : "page:") + card.nodeId
        x: card.inset
        y: (card.small ? 4 : 8) * card.unit
        width: card.width - x - (card.small ? action.width + 8 * card.unit : card.beside ? action.width + 20 * card.unit : 10 * card.unit)
        text: card.version + "@" + card.name
        brief: card.small
        soft: card.ghost
        enabled: !card.ghost && card.url != ""
        onClicked: Qt.openUrlExternally(card.url)
    }
    NodeNotes {
        id: notes
        x: card.inset + (card.small && (card.holder || card.holdsApart) ? 18 * card.unit : 0)
        y: title.y + title.height + 2 * card.unit
        small: card.small
        width: card.width - x - (card.arranged ? 10 * card.unit : action.width + (card.small ? 8 : 20) * card.unit)
        inLines: card.arranged
        holder: card.holder
        holdsApart: card.holdsApart
        role: !card.small ? card.role : card.holder ? qsTr("holder") : card.holdsApart ? qsTr("other holder") : ""
        own: card.small && card.holder ? "" : card.mark // the bar says that, too
        condition: card.condition
        tone: card.tone
        age: card.ghost || card.holdsApart || card.small || card.narrow ? "" : card.age
        watched: card.ghost || card.holdsApart || card.small ? "" : card.watched
        // A small card has room for a figure, or for something more important.
        away: card.arranged || !card.roundTrip || card.small && (card.holder || card.condition) ? ""
              : card.small ? card.roundTrip : qsTr("%1 away").arg(card.roundTrip)
    }
    SideBall { // in the holder's ball's place
        objectName: "sideMark:" + card.nodeId
        x: card.ballPlace.x
        y: card.ballPlace.y
        width: (card.small ? 16 : card.arranged ? 26 : 20) * card.unit
        visible: card.holdsApart
    }
    Item {
        id: action
        implicitHeight: card.commands.breaks ? kill.implicitHeight : 0 // a ghost keeps room for it
        implicitWidth: card.commands.breaks ? kill.implicitWidth : 0
        width: card.arranged ? card.width - x - 10 * card.unit : implicitWidth
        height: implicitHeight
        x: card.arranged ? card.inset : card.width - width - (card.small ? 5 : 10) * card.unit
        y: card.beside ? (card.height - height) / 2 : card.height - height - 10 * card.unit

        KillButton {
            id: kill
            objectName: card.ghost ? "" : "kill:" + card.nodeId
            width: parent.width
            implicitHeight: card.small && !Theme.narrow ? 34 * card.unit : Theme.control
            small: card.small
            askedFor: card.askedFor
            nodeId: card.nodeId
            nodeTitle: title.text
            commands: card.commands
            own: card.self
            last: card.last
            visible: !card.ghost && card.commands.breaks
        }
    }
}
