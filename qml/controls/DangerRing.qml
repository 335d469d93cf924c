// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Everbounce.Gui
import Everbounce.Window

// Fills with each click of three, or while it is held.
RingItem {
    required property Guard guard
    readonly property color tone: guard.armed ? Theme.surface : Theme.error

    objectName: "ring"
    implicitWidth: 18 * Theme.scale
    implicitHeight: implicitWidth
    part: guard.done
    color: tone
    ground: Qt.alpha(tone, 0.3)
}
