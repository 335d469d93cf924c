// SPDX-License-Identifier: GPL-3.0-or-later
pragma Singleton

import QtQuick

// The window's colours and measures, light or dark as the system has it. The colours are those of the page.
QtObject {
    readonly property SystemPalette system: SystemPalette {}
    readonly property bool dark: system.window.hslLightness < system.windowText.hslLightness

    readonly property color ground: dark ? "#0d1420" : "#eef1f6"
    readonly property color surface: dark ? "#162030" : "#ffffff"
    readonly property color over: dark ? "#1e2b3f" : "#f2f5fa"
    readonly property color line: dark ? "#2a384d" : "#d5dce8"
    readonly property color text: dark ? "#e6ecf5" : "#16233a"
    readonly property color softText: dark ? "#9fadc2" : "#55637a"
    readonly property color floor: dark ? "#121b2a" : "#ffffff"
    readonly property color grid: dark ? "#1d293c" : "#e8edf5"
    readonly property color accent: dark ? "#74a9ff" : "#1c63e0"
    readonly property color accentFill: "#1c63e0"
    readonly property color accentFillOver: "#3a75ee"
    readonly property color accentFillDown: "#194fbd"
    readonly property color accentText: "#ffffff"
    readonly property color holderRow: dark ? "#1f3252" : "#e6effe"
    readonly property color warning: dark ? "#ffc46b" : "#8a5300"
    readonly property color error: dark ? "#ff9b91" : "#b3261e"

    readonly property int gap: 16
    readonly property int halfGap: 8
    readonly property int radius: 10
    readonly property real smallText: 12
    readonly property real normalText: 14
    readonly property real largeText: 17
}
