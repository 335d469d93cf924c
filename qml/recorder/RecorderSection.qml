// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui
import Everbounce.Window

// The last minute, or up to an hour, drawn. Point at it, or move along it with the keys, for the figures.
Section {
    id: section

    required property RecorderModel recorder
    required property FailoverModel failover
    readonly property bool isWide: width >= 600 * Theme.scale // then figures stand beside the title

    signal looked

    component Figures: Text {
        parent: room
        anchors.fill: parent
        horizontalAlignment: section.isWide ? Text.AlignRight : Text.AlignLeft
        verticalAlignment: section.isWide ? Text.AlignVCenter : Text.AlignTop
        textFormat: Text.PlainText
        font.pixelSize: Theme.smallText
        wrapMode: Text.Wrap
        maximumLineCount: section.isWide ? 2 : 3
        elide: Text.ElideRight
    }

    function enter() {
        drawing.forceActiveFocus(Qt.ShortcutFocusReason)
    }

    /// To the next longer time, or the next shorter one.
    function zoom(steps) {
        const choices = recorder.choices
        recorder.minutes = choices[choices.indexOf(recorder.minutes) + steps] ?? recorder.minutes
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
    Item {
        id: below
        visible: !section.isWide
        implicitHeight: Math.ceil(3.6 * Theme.smallText)
        Layout.fillWidth: true
    }
    Item { // room for the figures, of one size: nothing moves with them
        id: room
        parent: section.isWide ? section : below
        x: section.isWide ? titleText.width + 3 * Theme.gap : 0
        y: section.isWide ? Theme.gap / 2 : 0
        width: parent.width - x - (section.isWide ? Theme.gap : 0)
        height: section.isWide ? section.headerHeight + Theme.gap : parent.height
    }
    Figures {
        objectName: "recorderSummary"
        text: Theme.unbroken(section.recorder.summary)
        visible: !pointed.visible
        color: Theme.softText
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }
    Figures { // where they are always in sight
        id: pointed
        objectName: "recorderFigures"
        text: drawing.told
        visible: text !== ""
        color: Theme.text
        Accessible.ignored: true // the drawing says it
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
            language: Qt.uiLanguage
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
            event.accepted = true
            switch (event.key) {
            case Qt.Key_Home: return goToEnd(false)
            case Qt.Key_End: return goToEnd(true)
            case Qt.Key_Plus: return section.zoom(-1)
            case Qt.Key_Minus: return section.zoom(1)
            default: event.accepted = false
            }
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
        implicitHeight: Math.max(words.implicitHeight, Theme.smallText * (section.isWide ? 2 : 3.6), Theme.narrow ? Theme.control : 0)
        Layout.fillWidth: true

        Text {
            id: words
            anchors { left: parent.left; right: opening.left; rightMargin: Theme.halfGap; verticalCenter: parent.verticalCenter }
            text: drawing.told || qsTr("Hover, or use ← →, + −.")
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

                    visible: section.isWide || index === changes.count - 1 // there is room for the last one
                    objectName: "failover:" + modelData
                    text: qsTr("How term %1 began").arg(modelData)
                    font.pixelSize: Theme.smallText
                    onClicked: section.failover.ask(modelData)
                    contentItem: Text {
                        text: change.text
                        font: change.font
                        color: Theme.accent
                        verticalAlignment: Text.AlignVCenter
                    }
                    padding: 2 * Theme.scale
                    leftPadding: Theme.halfGap
                    rightPadding: Theme.halfGap
                    implicitHeight: Theme.narrow ? Theme.control : Theme.smallText * 2
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

        Repeater {
            model: section.recorder.choices

            FootLink {
                required property int modelData

                objectName: "zoom:" + modelData
                text: modelData < 60 ? qsTr("%1 min").arg(modelData) : qsTr("%1 h").arg(modelData / 60)
                isChosen: section.recorder.minutes === modelData
                onClicked: section.recorder.minutes = modelData
                Accessible.name: qsTr("Show %1").arg(text)
                Accessible.checkable: true
                Accessible.checked: isChosen
            }
        }
        Item { implicitWidth: Theme.gap; implicitHeight: 1 }
        Text {
            text: qsTr("Save as")
            height: Theme.narrow ? Theme.control : implicitHeight
            verticalAlignment: Text.AlignVCenter
            color: Theme.softText
            font.pixelSize: Theme.smallText
        }
        Repeater {
            model: ["svg", "png", "json"]

            FootLink {
                required property string modelData

                objectName: "save:" + modelData
                text: modelData.toUpperCase()
                onClicked: saved.text = drawing.save(modelData, Theme.surface)
                Accessible.name: qsTr("Save as %1").arg(text)
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
