// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Everbounce.Gui

// The ball that sits on the card of the node that runs the engine, and moves to the next one's at a change of hands.
SvgPart {
    id: ball

    property NodeCard card: null // on which it sits, or towards which it moves
    property bool held: true     // by a node, as far as it is known

    property point origin // where the last move began
    property real way: 1  // of that move, 0 to 1

    readonly property point goal: card ? Qt.point(card.x + card.width - 1.6 * width, card.y - height / 2) : origin

    function moveTo(next: NodeCard) {
        if (next === card)
            return
        const first = card === null
        origin = Qt.point(x, y)
        way = first || Theme.reducedMotion ? 1 : 0
        card = next
        if (way === 0)
            move.restart()
    }

    objectName: "engineBall"
    element: "ball"
    width: 20 * Theme.scale
    height: width
    x: origin.x + (goal.x - origin.x) * way
    y: origin.y + (goal.y - origin.y) * way
    visible: card !== null
    opacity: held ? 1 : 0.4

    NumberAnimation {
        id: move
        target: ball
        property: "way"
        to: 1
        duration: 450
        easing.type: Easing.OutCubic
    }
}
