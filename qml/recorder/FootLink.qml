// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Everbounce.Window

// A small word below a drawing that does something, or that is what was chosen.
Pressable {
    id: link

    property bool isChosen: false

    font { pixelSize: Theme.smallText; underline: !isChosen; weight: isChosen ? Font.DemiBold : Font.Normal }
    padding: 0
    verticalPadding: 0
    implicitHeight: Theme.narrow ? Theme.control : contentItem.implicitHeight
    implicitWidth: Math.max(Theme.narrow ? Theme.control : 0, implicitContentWidth)
    contentItem: Text {
        text: link.text
        verticalAlignment: Text.AlignVCenter
        horizontalAlignment: Text.AlignHCenter
        font: link.font
        color: link.isChosen ? Theme.text : Theme.accent
    }
}
