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
    property bool follows: false // the focus, until somebody scrolls

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
        if (top < contentY && bottom >= contentY + height - 1)
            return // it is larger than the room for it
        if (top < contentY)
            scrollTo(top)
        else if (bottom > contentY + height)
            scrollTo(bottom - height)
    }

    // The part that is to be seen as a whole with what has the focus, where there is room for it.
    function wholeOf(item: Item): Item {
        for (let part = item; part !== column; part = part.parent) {
            if (part.shownWhole === true && part.height + 2 * Theme.gap <= height)
                return part
        }
        return item
    }

    function revealFocused() {
        if (focused && contains(focused))
            reveal(wholeOf(focused))
    }

    contentHeight: column.implicitHeight + 2 * padding
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    ScrollBar.vertical: ScrollBar {
        onPressedChanged: scroller.follows = false
        policy: scroller.contentHeight > scroller.height ? ScrollBar.AlwaysOn : ScrollBar.AlwaysOff
    }

    onFocusedChanged: {
        follows = true
        revealFocused()
    }
    onHeightChanged: revealFocused()
    onContentHeightChanged: if (follows) revealFocused() // what has the focus may be new, and not yet in its place
    onMovementStarted: follows = false
    Keys.onPressed: event => {
        const line = 40 * Theme.scale
        const steps = new Map([[Qt.Key_Up, contentY - line], [Qt.Key_Down, contentY + line],
                               [Qt.Key_PageUp, contentY - height], [Qt.Key_PageDown, contentY + height],
                               [Qt.Key_Home, 0], [Qt.Key_End, contentHeight]])
        event.accepted = steps.has(event.key)
        follows = follows && !event.accepted
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
