// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

// The keys that work anywhere in the window; KeyList shows them to people. A key that is held down is one press.
Item {
    id: keys

    property bool locked: false // there is nothing to press but what closes the window
    property bool presenting: false
    property bool covered: false // by something that Esc closes first

    signal fullScreen
    signal present
    signal nudge
    signal cluster
    signal recorder
    signal log
    signal behaviors
    signal faults
    signal chaos
    signal machine
    signal settings
    signal theme
    signal list
    signal closeWindow
    signal quit

    component Key: Shortcut {
        autoRepeat: false
        enabled: !keys.locked
    }

    Key { sequence: "N"; onActivated: keys.nudge() }
    Key { sequence: "C"; onActivated: keys.cluster() }
    Key { sequence: "R"; onActivated: keys.recorder() }
    Key { sequence: "E"; onActivated: keys.log() }
    Key { sequence: "B"; onActivated: keys.behaviors() }
    Key { sequence: "F"; onActivated: keys.faults() }
    Key { sequence: "X"; onActivated: keys.chaos() }
    Key { sequence: "M"; onActivated: keys.machine() }
    Key { sequences: ["S", "Ctrl+,"]; onActivated: keys.settings() }
    Key { sequence: "T"; onActivated: keys.theme() }
    Key { sequence: "P"; onActivated: keys.present() }
    Key { sequence: "F11"; onActivated: keys.fullScreen() }
    Key { sequence: "Esc"; enabled: keys.presenting && !keys.covered; onActivated: keys.present() }
    Key { sequences: ["?", "Shift+?", "F1"]; onActivated: keys.list() }
    Key { sequence: "Ctrl+W"; enabled: true; onActivated: keys.closeWindow() }
    Key { sequence: "Ctrl+Q"; enabled: true; onActivated: keys.quit() }
}
