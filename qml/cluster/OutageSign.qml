// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Everbounce.Gui
import Everbounce.Window

// Says across the scene that nobody flies the ball, and since when.
Rectangle {
    id: sign

    required property OutageModel outage

    objectName: "outage"
    visible: outage.what !== ""
    implicitHeight: words.height + 24 * Theme.scale
    color: Theme.mixed(0.12, Theme.error, Theme.surface)
    Accessible.role: Accessible.AlertMessage
    Accessible.name: outage.what + " " + outage.since

    Rectangle {
        width: parent.width
        height: 2 * Theme.scale
        color: Theme.error
    }
    Rectangle {
        y: parent.height - height
        width: parent.width
        height: 2 * Theme.scale
        color: Theme.error
    }
    Flow {
        id: words
        readonly property real wide: what.implicitWidth + spacing + since.implicitWidth
        anchors.centerIn: parent
        width: Math.min(wide, parent.width - 24 * Theme.scale)
        spacing: Theme.gap

        Text {
            id: what
            text: sign.outage.what
            color: Theme.error
            font { pixelSize: Math.round(22 * Theme.scale); weight: Font.Bold }
        }
        Text {
            id: since
            text: sign.outage.since
            color: Theme.text
            font.pixelSize: Theme.largeText
            height: what.height
            verticalAlignment: Text.AlignVCenter
        }
    }
}
