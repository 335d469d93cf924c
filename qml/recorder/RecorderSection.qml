// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui
import Everbounce.Window

// The last minute, drawn. Point at it, or move along it with the keys, for the figures.
Section {
    id: section

    required property RecorderModel recorder
    required property FailoverModel failover

    signal looked

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
    TextMetrics {
        id: titleText
        font { pixelSize: Theme.largeText; weight: Font.DemiBold }
        text: section.title
    }
    tools: Item {
        id: beside
        implicitWidth: summary.fits ? Math.ceil(summary.implicitWidth) : 0
        implicitHeight: summary.fits ? summary.implicitHeight : 0
    }
    Item {
        id: below
        visible: !summary.fits
        implicitHeight: Math.max(summary.implicitHeight, Math.ceil(3.6 * Theme.smallText)) // nothing moves with the figures
        Layout.fillWidth: true
    }
    Text {
        id: summary

        readonly property bool fits: titleText.width + implicitWidth + 4 * Theme.gap < section.width // beside the title

        objectName: "recorderSummary"
        parent: fits ? beside : below
        width: parent.width
        text: section.recorder.summary
        color: Theme.softText
        font.pixelSize: Theme.smallText
        wrapMode: Text.Wrap
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }
    RecorderItem {
        id: drawing
        objectName: "recorder"
        recorder: section.recorder
        look {
            unit: Theme.scale
            soft: Theme.softText
            lane: Theme.over
            accent: Theme.accent
            warning: Theme.warning
            error: Theme.error
            nodes: Theme.nodeColors
            nodeText: Theme.bandText
        }
        activeFocusOnTab: true
        Accessible.role: Accessible.Graphic
        Accessible.name: section.title
        Accessible.description: told || section.recorder.summary
        Accessible.focusable: true
        Layout.fillWidth: true

        Keys.onLeftPressed: step(false)
        Keys.onRightPressed: step(true)
        Keys.onEscapePressed: leave()
        Keys.onPressed: event => {
            event.accepted = event.key === Qt.Key_Home || event.key === Qt.Key_End
            if (event.accepted)
                goToEnd(event.key === Qt.Key_End)
        }
        onActiveFocusChanged: if (!activeFocus) leave()

        HoverHandler {
            cursorShape: Qt.CrossCursor
            onPointChanged: if (hovered) {
                drawing.pointAt(point.position.x)
                section.looked()
            }
            onHoveredChanged: if (!hovered) drawing.leave()
        }
        TapHandler { onTapped: point => drawing.pointAt(point.position.x) }
        Rectangle { // the selected instant
            x: drawing.cursor
            width: Theme.scale
            height: 140 * Theme.scale
            visible: drawing.told !== ""
            color: Theme.text
        }
        Rectangle {
            anchors { fill: parent; margins: -4 }
            visible: drawing.activeFocus
            color: "transparent"
            radius: Theme.radius
            border { width: 2; color: Theme.accent }
        }
    }
    Legend { Layout.fillWidth: true }
    Item {
        // Nothing below moves when there is more text, or more to open.
        implicitHeight: Math.max(words.implicitHeight, Theme.smallText * (section.width < 600 * Theme.scale ? 3.6 : 2))
        Layout.fillWidth: true

        Text {
            id: words
            anchors { left: parent.left; right: opening.left; rightMargin: Theme.halfGap; verticalCenter: parent.verticalCenter }
            text: drawing.told || qsTr("Hover, or use ← →.")
            textFormat: Text.PlainText
            color: Theme.softText
            font.pixelSize: Theme.smallText
            wrapMode: Text.Wrap
        }
        Row {
            id: opening
            anchors { right: parent.right; verticalCenter: parent.verticalCenter }
            spacing: Theme.halfGap

            Repeater {
                id: changes
                model: section.recorder.changes

                Pressable {
                    id: change

                    required property double modelData
                    required property int index

                    visible: section.width >= 600 * Theme.scale || index === changes.count - 1 // there is room for the last one
                    objectName: "failover:" + modelData
                    text: qsTr("How term %1 began").arg(modelData)
                    font.pixelSize: Theme.smallText
                    onClicked: section.failover.ask(modelData)
                    contentItem: Text {
                        text: change.text
                        font: change.font
                        color: Theme.accent
                    }
                    padding: 2 * Theme.scale
                    leftPadding: Theme.halfGap
                    rightPadding: Theme.halfGap
                    implicitHeight: Theme.smallText * 2
                    background: Rectangle {
                        radius: height / 2
                        color: change.hovered ? Theme.over : "transparent"
                        border { width: 1; color: Theme.line }
                    }
                }
            }
        }
    }
    Flow {
        spacing: Theme.halfGap
        Layout.fillWidth: true

        Text {
            text: qsTr("Save as")
            color: Theme.softText
            font.pixelSize: Theme.smallText
        }
        Repeater {
            model: ["svg", "png", "json"]

            Pressable {
                id: saving

                required property string modelData

                objectName: "save:" + modelData
                text: modelData.toUpperCase()
                font.pixelSize: Theme.smallText
                padding: 0
                verticalPadding: 0
                implicitHeight: contentItem.implicitHeight
                onClicked: saved.text = drawing.save(modelData, Theme.surface)
                Accessible.name: qsTr("Save as %1").arg(text)
                contentItem: Text {
                    text: saving.text
                    font { pixelSize: saving.font.pixelSize; underline: true }
                    color: Theme.accent
                }
            }
        }
        Text {
            id: saved
            objectName: "saved"
            width: Math.min(implicitWidth, parent.width)
            color: Theme.softText
            font.pixelSize: Theme.smallText
            wrapMode: Text.WrapAnywhere
        }
    }
}
