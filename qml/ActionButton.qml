// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

// A button with a word on it: in outline, or filled for what people do most.
Pressable {
    id: button

    property bool filled: false
    property color tone: Theme.accent

    font.weight: Font.DemiBold
    contentItem: Text {
        text: button.text
        font: button.font
        color: button.filled ? Theme.accentText : button.tone
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        elide: Text.ElideRight
    }
    background: Rectangle {
        readonly property color filling: button.down ? Theme.accentFillDown
                                         : button.hovered ? Theme.accentFillOver : Theme.accentFill
        readonly property color outlined: button.down ? Theme.line : button.hovered ? Theme.over : Theme.surface

        radius: 8 * Theme.scale
        color: button.filled ? filling : outlined
        border { width: button.filled ? 0 : 1; color: Theme.line }
    }
}
