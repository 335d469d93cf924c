// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Window

// A button with a word on it: outlined, or filled for the most common action.
Pressable {
    id: button

    property bool filled: false
    property string key // that does the same
    property color tone: Theme.text

    readonly property color ink: !enabled ? Theme.softText : filled ? Theme.accentText : tone

    font.weight: Font.DemiBold
    contentItem: RowLayout {
        spacing: Theme.halfGap

        Text {
            text: button.text
            font: button.font
            color: button.ink
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        KeyHint {
            key: button.key
            tone: button.ink
            outline: button.ink
        }
    }
    background: ButtonGround {
        readonly property color accented: Theme.mixed(button.down ? 0.7 : button.hovered ? 0.85 : 1, Theme.accent, Theme.text)
        readonly property color plain: button.down ? Theme.holderRow : button.hovered ? Theme.over : Theme.surface

        control: button
        filling: button.filled ? accented : plain
        outlined: !button.filled
    }
}
