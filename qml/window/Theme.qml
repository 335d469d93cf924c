// SPDX-License-Identifier: GPL-3.0-or-later
pragma Singleton

import QtQuick

// The window's colours and measures: the tokens are those of the page's style.css. Measures follow the scale: on a wall
// display everything is larger.
QtObject {
    property string choice: "system" // or "light", "dark"
    property bool reducedMotion: false
    property real scale: 1
    property bool narrow: false // for thumbs, too

    readonly property SystemPalette system: SystemPalette {}
    readonly property bool systemDark: system.window.hslLightness < system.windowText.hslLightness
    readonly property bool dark: choice === "dark" || choice !== "light" && systemDark

    readonly property color ground: dark ? "#0d1420" : "#eef1f6"
    readonly property color surface: dark ? "#162030" : "#ffffff"
    readonly property color over: dark ? "#1c293c" : "#f3f6fb"
    readonly property color line: dark ? "#2a384d" : "#d5dce8"
    readonly property color text: dark ? "#e6ecf5" : "#16233a"
    readonly property color softText: dark ? "#9fadc2" : "#55637a"
    readonly property color floor: dark ? "#121b2a" : "#ffffff"
    readonly property color grid: dark ? "#1d293c" : "#e8edf5"
    readonly property color accent: dark ? "#74a9ff" : "#1c63e0"
    readonly property color holderRow: dark ? "#1b2f52" : "#e7effd"
    readonly property color warning: dark ? "#ffc46b" : "#8a5300"
    readonly property color error: dark ? "#ff9b91" : "#b3261e"
    readonly property color ice: dark ? "#8fdcff" : "#0b6a8f"
    readonly property color iceFill: dark ? "#16303f" : "#e3f5fc"
    // Of nodes, in the order in which they were first seen; text on them is `bandText`. Blue is the ball's and the
    // accent's. Numbers eight apart have the same colour and another of the patterns of NodePattern.h.
    readonly property list<color> nodeColors: dark
        ? ["#e879f9", "#fdba74", "#5eead4", "#c4b5fd", "#f9a8d4", "#bef264", "#cbd5e1", "#b98a5e"]
        : ["#86198f", "#b45309", "#0f766e", "#7c3aed", "#be185d", "#4d7c0f", "#475569", "#78350f"]
    readonly property color bandText: dark ? "#0d1420" : "#ffffff"
    readonly property color accentText: dark ? "#0d1420" : "#ffffff" // on accent: the most common action

    // A mix of two colours, with that share of the first.
    function mixed(part: real, one: color, other: color): color {
        const mix = (a, b) => part * a + (1 - part) * b
        return Qt.rgba(mix(one.r, other.r), mix(one.g, other.g), mix(one.b, other.b), 1)
    }

    // A text whose figures are not parted from their units.
    function unbroken(text: string): string {
        return text.replace(/(\d) (?=(?:ms|s|min|h)\b)/g, "$1\u00a0")
    }

    readonly property int gap: Math.round(16 * scale)
    readonly property int halfGap: Math.round(8 * scale)
    readonly property int radius: Math.round(10 * scale)
    readonly property int control: Math.round((narrow ? 44 : 36) * scale) // height of most controls
    readonly property real smallText: Math.round(12 * scale)
    readonly property real normalText: Math.round(14 * scale)
    readonly property real largeText: Math.round(17 * scale)

    readonly property int moving: reducedMotion ? 0 : 200 // ms
}
