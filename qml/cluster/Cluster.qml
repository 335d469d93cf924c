// SPDX-License-Identifier: GPL-3.0-or-later
// qmllint disable unqualified
// (Delegates see the ids around them; the pragma that says so, ComponentBehavior, is not known to Qt 6.4.)
import QtQuick
import Everbounce.Gui
import Everbounce.Window

// The nodes as cards, this one first: in two columns and joined by links if there is room, else in a list.
Item {
    id: view

    required property ClusterState cluster
    required property NodesModel nodes
    required property Commands commands
    property StartedNodesModel started: null
    property bool inRows: false // whatever the room
    property real sight: 0 // how high the view is in which all cards are to be in sight; 0: one scrolls to them
    property bool holderAskedFor: false // the tour asks for the holder's end

    readonly property real unit: Theme.scale
    readonly property bool arranged: !inRows && width >= 320 * unit && !small
    readonly property bool small: cards.count > nodes.few // many: 20 of them fit a laptop's screen
    readonly property int columns: small ? Math.max(1, Math.floor((width + 6 * unit) / (170 * unit))) : 1
    readonly property real groundWidth: arranged ? Math.min(width, 640 * unit) : width
    readonly property real cardWidth: arranged ? (groundWidth - 56 * unit) / 2 : (width - (columns - 1) * 6 * unit) / columns
    readonly property var places: arranged ? inColumns() : small ? inGrid() : inList() // of the cards, in their order
    property var shown: [] // cards, in any order
    readonly property Item holderCard: shown.find(card => card.holder && !card.ghost) ?? null

    // An odd card, this node's, is alone at the top. The cards of a row are as high as the highest.
    function inColumns(): var {
        const odd = shown.length % 2
        const rowOf = index => Math.floor((index + odd) / 2)
        const heights = []
        for (const card of shown)
            heights[rowOf(card.index)] = Math.max(heights[rowOf(card.index)] ?? 0, card.implicitHeight)
        const left = (width - groundWidth) / 2
        const places = []
        let y = 20 * unit
        for (let i = 0; i < shown.length; ++i) {
            const right = (i + odd) % 2
            const x = odd && i === 0 ? (width - cardWidth) / 2 : left + right * (cardWidth + 56 * unit)
            places.push(Qt.rect(x, y, cardWidth, heights[rowOf(i)] ?? 0))
            if (right)
                y += (heights[rowOf(i)] ?? 0) + 44 * unit
        }
        return places
    }

    function inList(): var {
        const heights = []
        for (const card of shown)
            heights[card.index] = card.implicitHeight
        const places = []
        let y = 0
        for (const high of heights) {
            places.push(Qt.rect(0, y, cardWidth, high ?? 0))
            y += (high ?? 0) + 8 * unit
        }
        return places
    }

    function inGrid(): var {
        const high = shown.length > 0 ? shown[0].implicitHeight : 0
        return shown.map((_, i) => Qt.rect(i % columns * (cardWidth + 6 * unit), Math.floor(i / columns) * (high + 6 * unit), cardWidth, high))
    }

    function followHolder() {
        const holder = cluster.holderId
        ball.moveTo(shown.find(card => card.nodeId === holder && !card.ghost) ?? null)
    }

    implicitHeight: places.reduce((end, place) => Math.max(end, place.y + place.height), 0)
    height: implicitHeight
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Nodes")

    Binding {
        target: view.nodes
        property: "sight"
        value: view.sight / view.unit
    }
    Connections {
        target: view.cluster
        function onChanged() { view.followHolder() }
    }
    LinksItem {
        objectName: "links"
        anchors.fill: parent
        cluster: view.cluster
        nodes: view.nodes
        places: view.arranged ? view.places : []
        unit: view.unit
        lineColor: Theme.mixed(0.5, Theme.softText, Theme.line)
        holderColor: Theme.mixed(0.55, Theme.accent, Theme.line)
        lossyColor: Theme.warning
        isolatedColor: Theme.error
        textColor: Theme.text
        groundColor: Theme.surface
    }
    Repeater {
        id: cards
        model: view.nodes
        onItemAdded: (_, item) => { view.shown = view.shown.concat([item]); view.followHolder() }
        onItemRemoved: (_, item) => view.shown = view.shown.filter(card => card !== item)

        delegate: NodeCard {
            readonly property rect place: view.places[index] ?? Qt.rect(0, 0, 0, 0)

            x: place.x
            y: place.y
            width: view.cardWidth
            height: place.height
            arranged: view.arranged
            small: view.small
            askedFor: view.holderAskedFor && holder
            narrow: view.inRows
            atRight: x > view.width / 2
            commands: view.commands
            startedHere: view.started?.ids.includes(nodeId) ?? false
            last: view.started?.isLast ?? false
            onGhostChanged: view.followHolder()
        }
    }
    EngineBall { id: ball }
}
