// SPDX-License-Identifier: GPL-3.0-or-later
// qmllint disable unqualified
// (Delegates see the ids around them; the pragma that says so, ComponentBehavior, is not known to Qt 6.4.)
import QtQuick
import Everbounce.Gui

// The nodes as cards, this one first: two abreast below it and joined by links where there is room, else in a list.
Item {
    id: view

    required property ClusterState cluster
    required property NodesModel nodes
    required property Commands commands
    required property RecorderModel recorder

    readonly property bool arranged: width >= 316 * Theme.scale && cards.count <= 8
    readonly property real channel: Math.max(54 * Theme.scale, Math.min(110 * Theme.scale, width - 460 * Theme.scale))
    readonly property real cardWidth: arranged ? Math.min(230 * Theme.scale, (width - channel) / 2) : width
    readonly property real rowGap: (arranged ? 40 : 10) * Theme.scale
    readonly property real above: 10 * Theme.scale // for the ball on the first card
    readonly property var tops: rowTops() // of each row, and the end of the last
    property string pointed // id of the node that is pointed at
    property int changes: 0 // of what the repeater holds

    function rowOf(index: int): int {
        return arranged && index > 0 ? 1 + Math.floor((index - 1) / 2) : index
    }

    function rowTops(): var {
        const heights = []
        for (let i = 0; i < cards.count + 0 * changes; ++i) {
            const row = rowOf(i)
            heights[row] = Math.max(heights[row] ?? 0, cards.itemAt(i)?.implicitHeight ?? 0)
        }
        const tops = [above]
        for (const height of heights)
            tops.push(tops[tops.length - 1] + height + rowGap)
        return tops
    }

    function leftOf(index: int): real {
        const isAlone = index === 0 || index % 2 === 1 && index === cards.count - 1
        if (!arranged)
            return 0
        const middle = (width - cardWidth) / 2
        const aside = (cardWidth + channel) / 2
        return isAlone ? middle : index % 2 === 1 ? middle - aside : middle + aside
    }

    function cardOf(id: string): NodeCard {
        for (let i = 0; i < cards.count; ++i) {
            const card = cards.itemAt(i) as NodeCard
            if (card?.nodeId === id && !card.gone)
                return card
        }
        return null
    }

    // For the links: where the cards are going to be, also while they move.
    function places(): var {
        const places = []
        for (let i = 0; i < cards.count + 0 * changes; ++i) {
            const card = cards.itemAt(i) as NodeCard
            if (card)
                places.push({ id: card.nodeId, x: leftOf(i), y: tops[rowOf(i)] ?? 0, width: cardWidth, height: card.height,
                              look: card.look })
        }
        return places
    }

    function followHolder() {
        const card = cardOf(cluster.holderId)
        if (card)
            ball.moveTo(card)
    }

    implicitHeight: Math.max(0, tops[tops.length - 1] - rowGap)
    height: implicitHeight
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Nodes")

    Connections {
        target: view.cluster
        function onHolderIdChanged() { view.followHolder() }
    }
    LinksItem {
        anchors.fill: parent
        visible: view.arranged
        cluster: view.cluster
        cards: view.arranged ? view.places() : []
        pointed: view.pointed
        textSize: Math.round(11 * Theme.scale)
        lineColor: Theme.line
        cutColor: Theme.warning
        textColor: Theme.softText
        groundColor: Theme.surface
    }
    Repeater {
        id: cards
        model: view.nodes
        onItemAdded: { ++view.changes; view.followHolder() }
        onItemRemoved: ++view.changes

        delegate: NodeCard {
            id: card

            required property int index

            x: view.leftOf(index)
            y: view.tops[view.rowOf(index)] ?? 0
            width: view.cardWidth
            height: implicitHeight
            commands: view.commands
            recorder: view.recorder
            arranged: view.arranged
            roundTripShown: !view.arranged || cards.count > 4
            onLookChanged: view.followHolder()

            Behavior on y { NumberAnimation { duration: Theme.moving; easing.type: Easing.OutCubic } }
            HoverHandler { onHoveredChanged: view.pointed = hovered && !card.gone ? card.nodeId : "" }
        }
    }
    EngineBall {
        id: ball
        held: view.cluster.holderId !== ""
    }
}
