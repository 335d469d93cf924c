// SPDX-License-Identifier: GPL-3.0-or-later
// qmllint disable unqualified
// (Delegates see the ids around them; the pragma that says so, ComponentBehavior, is not known to Qt 6.4.)
import QtQuick
import Everbounce.Gui
import Everbounce.Window

// What happened in the last seconds, the newest at the bottom. They lie on the scene: nothing else moves when one
// comes.
Flickable {
    id: alerts

    required property EventsModel events
    property bool few: false // on a narrow window they would hide the scene
    property real tallest: Infinity

    objectName: "alerts"
    height: Math.min(contentHeight, tallest)
    contentHeight: column.height
    interactive: contentHeight > height
    clip: interactive
    onContentHeightChanged: contentY = Math.max(0, contentHeight - height)

    Binding {
        target: alerts.events
        property: "most"
        value: alerts.few ? 2 : EventsModel.MostShown
    }
    Column {
        id: column
        width: alerts.width
        spacing: 6 * Theme.scale

        Repeater {
            model: alerts.events
            delegate: Alert {
                width: column.width
                small: alerts.few
                onHeldChanged: alerts.events.hold(number, held)
                onDismissed: alerts.events.dismiss(number)
            }
        }
    }
}
