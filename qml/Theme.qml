// SPDX-License-Identifier: GPL-3.0-or-later
pragma Singleton

import QtQuick

// The window's colours and measures, light or dark as the system has it.
QtObject {
    readonly property SystemPalette system: SystemPalette {}
    readonly property bool dark: system.window.hslLightness < system.windowText.hslLightness

    readonly property color ground: dark ? "#13161b" : "#f3f5f8"
    readonly property color surface: dark ? "#1c2027" : "#ffffff"
    readonly property color line: dark ? "#2e3540" : "#dce1e8"
    readonly property color text: dark ? "#e9edf3" : "#1a1f27"
    readonly property color softText: dark ? "#9aa5b5" : "#596375"
    readonly property color accent: dark ? "#6ea3ff" : "#1f5fe0"
    readonly property color accentFill: "#1f5fe0"
    readonly property color accentFillOver: "#3a75ee"
    readonly property color accentFillDown: "#194fbd"
    readonly property color accentText: "#ffffff"
    readonly property color holderRow: dark ? "#20304d" : "#e9f0ff"
    readonly property color warning: dark ? "#f0b34a" : "#9a5b00"
    readonly property color error: dark ? "#ff8a80" : "#c22a1e"

    readonly property int gap: 16
    readonly property int halfGap: 8
    readonly property int radius: 10
    readonly property real smallText: 12
    readonly property real normalText: 14
    readonly property real largeText: 17
}
