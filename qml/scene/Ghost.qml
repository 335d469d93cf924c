// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Everbounce.Gui
import Everbounce.Window

// The path of a text that somebody writes, and a faint ball on it.
GhostItem {
    id: ghost

    objectName: "ghost"
    visible: flies
    color: Theme.warning

    Rectangle {
        x: ghost.ball.x - ghost.radius
        y: ghost.ball.y - ghost.radius
        width: 2 * ghost.radius
        height: width
        radius: ghost.radius
        color: Theme.accent
        opacity: 0.35
    }
    FrameAnimation {
        running: ghost.visible
        onTriggered: ghost.follow()
    }
}
