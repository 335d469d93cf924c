// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Everbounce.Gui

// What happened in the last seconds, newest lowest. Never over the scene: just when something fails, the ball is what
// people look at.
Column {
    id: alerts

    required property EventsModel events

    objectName: "alerts"
    spacing: Theme.halfGap
    add: Transition { NumberAnimation { property: "opacity"; from: 0; to: 1; duration: Theme.moving } }
    move: Transition { NumberAnimation { properties: "y"; duration: Theme.moving; easing.type: Easing.OutCubic } }

    HoverHandler { onHoveredChanged: alerts.events.held = hovered }
    Repeater {
        model: alerts.events
        delegate: Alert {}
    }
}
