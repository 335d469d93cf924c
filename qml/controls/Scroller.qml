// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Everbounce.Window

// A column that scrolls if there is not enough room, also by keys, and follows the keyboard's focus.
Flickable {
    id: scroller

    default property alias items: column.data
    property int padding: 0
    property int leftPadding: padding
    property int rightPadding: padding
    property alias spacing: column.spacing
    readonly property Item focused: Window.activeFocusItem

    function contains(item: Item): bool {
        for (; item; item = item.parent) {
            if (item === column)
                return true
        }
        return false
    }

    function scrollTo(y: real) {
        contentY = Math.max(0, Math.min(y, contentHeight - height))
    }

    // Brings an item into sight, with a little around it.
    function reveal(item: Item) {
        const around = Theme.gap
        const top = item.mapToItem(contentItem, 0, 0).y - around
        const bottom = top + item.height + 2 * around
        if (top < contentY)
            scrollTo(top)
        else if (bottom > contentY + height)
            scrollTo(bottom - height)
    }

    function revealFocused() {
        if (focused && contains(focused))
            reveal(focused)
    }

    contentHeight: column.implicitHeight + 2 * padding
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    ScrollBar.vertical: ScrollBar {
        policy: scroller.contentHeight > scroller.height ? ScrollBar.AlwaysOn : ScrollBar.AlwaysOff
    }

    onFocusedChanged: revealFocused()
    onHeightChanged: revealFocused()
    Keys.onPressed: event => {
        const line = 40 * Theme.scale
        const steps = new Map([[Qt.Key_Up, contentY - line], [Qt.Key_Down, contentY + line],
                               [Qt.Key_PageUp, contentY - height], [Qt.Key_PageDown, contentY + height],
                               [Qt.Key_Home, 0], [Qt.Key_End, contentHeight]])
        event.accepted = steps.has(event.key)
        if (event.accepted)
            scrollTo(steps.get(event.key))
    }

    ColumnLayout {
        id: column
        x: scroller.leftPadding
        y: scroller.padding
        width: scroller.width - scroller.leftPadding - scroller.rightPadding
        spacing: Theme.halfGap
    }
}
