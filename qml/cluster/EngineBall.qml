// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Everbounce.Gui
import Everbounce.Window

// The ball on the card of the node that runs the engine. At a change of holder it moves to the next one's card. It is
// hidden while no node runs the engine.
SvgPart {
    id: ball

    property NodeCard card: null // the card it sits on, or moves towards

    property point origin // where the last move began
    property real way: 1  // of that move, 0 to 1
    property bool isPlaced: false // somewhere, once

    readonly property point goal: card ? Qt.point(card.x + card.ballPlace.x, card.y + card.ballPlace.y) : origin

    function moveTo(next: NodeCard) {
        if (next === card)
            return
        move.stop()
        origin = Qt.point(x, y)
        way = isPlaced && next && !Theme.reducedMotion ? 0 : 1
        card = next
        isPlaced = isPlaced || next !== null
        if (way === 0)
            move.start()
    }

    objectName: "engineBall"
    element: "ball"
    width: (card?.small ? 16 : card?.arranged ?? true ? 26 : 20) * Theme.scale
    height: width
    x: origin.x + (goal.x - origin.x) * way
    y: origin.y + (goal.y - origin.y) * way
    visible: card !== null

    NumberAnimation {
        id: move
        target: ball
        property: "way"
        to: 1
        duration: 450
        easing.type: Easing.OutCubic
    }
}
