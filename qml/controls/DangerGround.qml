// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Everbounce.Window

// The ground of a control that may be dangerous: its outline says so beforehand, all of it while in progress.
Rectangle {
    required property Pressable control
    required property bool armed
    property bool dangerous: true

    readonly property color outline: dangerous ? Theme.mixed(0.45, Theme.error, Theme.line) : Theme.line

    radius: 8 * Theme.scale
    color: armed ? Theme.error : control.down ? Theme.holderRow : control.hovered ? Theme.over : Theme.surface
    border { width: 1; color: armed || dangerous && control.hovered ? Theme.error : outline }
}
