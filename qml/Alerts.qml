// SPDX-License-Identifier: GPL-3.0-or-later
// qmllint disable unqualified
// (Delegates see the ids around them; the pragma that says so, ComponentBehavior, is not known to Qt 6.4.)
import QtQuick
import Everbounce.Gui

// What happened in the last seconds, newest last. Never over the scene: just when something fails, the ball is what
// people look at.
Grid {
    id: alerts

    required property EventsModel events

    objectName: "alerts"
    columns: width < 700 * Theme.scale ? 1 : 2
    spacing: Theme.halfGap
    add: Transition { NumberAnimation { property: "opacity"; from: 0; to: 1; duration: Theme.moving } }
    move: Transition { NumberAnimation { properties: "x,y"; duration: Theme.moving; easing.type: Easing.OutCubic } }

    HoverHandler { onHoveredChanged: alerts.events.held = hovered }
    Repeater {
        model: alerts.events
        delegate: Alert { width: (alerts.width - (alerts.columns - 1) * alerts.spacing) / alerts.columns }
    }
}
