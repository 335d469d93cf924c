// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic
import Everbounce.Window

// One of those that a DropDown offers.
ItemDelegate {
    id: option

    width: ListView.view?.width ?? 0
    Accessible.name: text

    contentItem: Text {
        text: option.text
        textFormat: Text.PlainText
        font: option.font
        color: Theme.text
        wrapMode: Text.WrapAtWordBoundaryOrAnywhere
    }
    background: Rectangle {
        radius: 6 * Theme.scale
        color: option.highlighted ? Theme.holderRow : "transparent"
    }
}
