// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

// The order in which Tab goes through the window's parts, wherever they are. Within a part it is the reading order.
Item {
    id: order

    required property list<Item> parts
    property bool active: true

    function isIn(part: Item, item: Item): bool {
        for (; item; item = item.parent) {
            if (item === part)
                return true
        }
        return false
    }

    // The first stop of a part, or its last; null if it has none.
    function stopOf(part: Item, first: bool): Item {
        const begin = part.nextItemInFocusChain(true)
        if (begin === part || !isIn(part, begin))
            return null
        let stop = begin
        for (let next = stop; !first && isIn(part, next); next = stop.nextItemInFocusChain(true)) {
            stop = next
            if (stop.nextItemInFocusChain(true) === begin)
                break
        }
        return stop
    }

    function stopBeyond(part: int, forward: bool): Item {
        const step = forward ? 1 : parts.length - 1
        for (let i = 1; i <= parts.length; ++i) {
            const stop = stopOf(parts[(part + i * step) % parts.length], forward)
            if (stop)
                return stop
        }
        return null
    }

    function move(forward: bool) {
        const focused = Window.activeFocusItem
        const here = Array.from(parts).findIndex(part => isIn(part, focused))
        let next = here >= 0 ? focused.nextItemInFocusChain(forward) : null
        if (!next || !isIn(parts[here], next))
            next = stopBeyond(here >= 0 ? here : forward ? parts.length - 1 : 0, forward)
        next?.forceActiveFocus(forward ? Qt.TabFocusReason : Qt.BacktabFocusReason)
    }

    Shortcut { enabled: order.active; sequence: "Tab"; onActivated: order.move(true) }
    Shortcut { enabled: order.active; sequences: ["Backtab", "Shift+Tab"]; onActivated: order.move(false) }
}
