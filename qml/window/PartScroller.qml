// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick.Layouts
import Everbounce.Window

// Parts of the window one above the other, scrolled if there is not enough room, with the scroll bar in the margin.
Scroller {
    required property real margin // beside it

    spacing: margin
    padding: 4 // for the ring of the focus
    rightPadding: margin - 2
    Layout.margins: -4
    Layout.rightMargin: -margin + 2
    Layout.fillWidth: true
    Layout.fillHeight: true
}
