// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

// The keys that work anywhere in the window; KeyList tells them to people.
Item {
    id: keys

    signal nudge
    signal cluster
    signal recorder
    signal behaviors
    signal faults
    signal chaos
    signal theme
    signal list
    signal quit

    Shortcut { sequence: "N"; onActivated: keys.nudge() }
    Shortcut { sequence: "C"; onActivated: keys.cluster() }
    Shortcut { sequence: "R"; onActivated: keys.recorder() }
    Shortcut { sequence: "B"; onActivated: keys.behaviors() }
    Shortcut { sequence: "F"; onActivated: keys.faults() }
    Shortcut { sequence: "X"; onActivated: keys.chaos() }
    Shortcut { sequence: "T"; onActivated: keys.theme() }
    Shortcut { sequences: ["?", "Shift+?", "F1"]; onActivated: keys.list() }
    Shortcut { sequences: ["Ctrl+W", "Ctrl+Q"]; onActivated: keys.quit() }
}
