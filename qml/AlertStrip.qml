// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Everbounce.Gui

// Room for alerts below what scrolls, only while there are any: so they cover neither a control nor the ball. Where there
// is not room for all of them, the newest are seen.
Item {
    id: strip

    required property EventsModel events
    property real most: 200 // pixels of height

    clip: true
    visible: alerts.height > 0
    width: parent ? parent.width : 0
    implicitHeight: visible ? Math.min(alerts.height + Theme.halfGap, most) : 0
    height: implicitHeight

    Alerts {
        id: alerts
        events: strip.events
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
    }
}
