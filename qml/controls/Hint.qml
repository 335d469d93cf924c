// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic
import Everbounce.Window

// What the control above it says of itself while it is pointed at or has the keyboard's focus: a sentence a line. It
// stands below the control, so that the scene stays free.
ToolTip {
    id: hint

    required property Item about
    property bool wanted: false // it is pointed at, or has the focus
    property var lines: []

    objectName: "hint"
    parent: about
    visible: wanted && text !== ""
    text: lines.filter(Boolean).join("\n")
    delay: 250
    timeout: -1
    margins: 6
    padding: Theme.halfGap
    leftPadding: 12 * Theme.scale
    rightPadding: 12 * Theme.scale
    x: (about.width - width) / 2
    y: about.height + 6
    width: Math.min(implicitContentWidth + leftPadding + rightPadding, 352 * Theme.scale)

    contentItem: Text {
        text: hint.text
        textFormat: Text.PlainText
        color: Theme.text
        font.pixelSize: Theme.smallText
        wrapMode: Text.Wrap
        lineHeight: 1.2
    }
    background: Rectangle {
        radius: 8 * Theme.scale
        color: Theme.surface
        border { width: 1; color: Theme.softText }
    }
}
