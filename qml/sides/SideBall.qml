// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Everbounce.Gui
import Everbounce.Window

// The ball of another side: faint, and told by its outline, not by its colour. 52 units across, 40 of them the ball's.
Item {
    id: ball

    height: width

    SvgPart {
        element: "ball"
        anchors.centerIn: parent
        width: ball.width * 40 / 52
        height: width
        opacity: 0.4
    }
    SideRingItem {
        anchors.fill: parent
        color: Theme.warning
    }
}
