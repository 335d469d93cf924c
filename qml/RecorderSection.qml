// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui

// The last minute, drawn. Pointing at it, or moving along by the arrow keys, tells the figures.
Section {
    id: section

    required property RecorderModel recorder

    function enter() {
        drawing.forceActiveFocus(Qt.ShortcutFocusReason)
    }

    title: qsTr("Flight recorder")
    headerHeight: 24 * Theme.scale

    Binding {
        target: section.recorder
        property: "rate"
        value: Theme.reducedMotion ? 1 : 4
    }
    RecorderItem {
        id: drawing
        objectName: "recorder"
        recorder: section.recorder
        textSize: Math.round(11 * Theme.scale)
        textColor: Theme.text
        softColor: Theme.softText
        laneColor: Theme.over
        bandTextColor: Theme.bandText
        accentColor: Theme.accent
        warningColor: Theme.warning
        errorColor: Theme.error
        nodeColors: Theme.nodeColors
        activeFocusOnTab: true
        Accessible.role: Accessible.Graphic
        Accessible.name: qsTr("The last minute. The arrow keys tell what happened.")
        Accessible.description: told || section.recorder.summary
        Accessible.focusable: true
        Layout.fillWidth: true

        Keys.onLeftPressed: step(false)
        Keys.onRightPressed: step(true)
        Keys.onEscapePressed: leave()
        onActiveFocusChanged: if (!activeFocus) leave()

        HoverHandler {
            onPointChanged: if (hovered) drawing.pointAt(point.position.x)
            onHoveredChanged: if (!hovered) drawing.leave()
        }
        TapHandler { onTapped: point => drawing.pointAt(point.position.x) }
        Rectangle {
            anchors { fill: parent; margins: -4 }
            visible: drawing.activeFocus
            color: "transparent"
            radius: Theme.radius
            border { width: 2; color: Theme.accent }
        }
    }
    Text {
        objectName: "recorderSummary"
        text: section.recorder.summary
        color: Theme.text
        font.pixelSize: Theme.smallText
        font.weight: Font.DemiBold
        wrapMode: Text.Wrap
        Accessible.role: Accessible.StaticText
        Accessible.name: text
        Layout.fillWidth: true
    }
    Text {
        text: drawing.told || qsTr("Point at the minute, or move along it by the arrow keys.")
        textFormat: Text.PlainText
        color: drawing.told ? Theme.text : Theme.softText
        font.pixelSize: Theme.smallText
        wrapMode: Text.Wrap
        // Nothing below moves when more is told.
        Layout.minimumHeight: font.pixelSize * (section.width < 600 * Theme.scale ? 3.6 : 1.3)
        Layout.fillWidth: true
    }
}
