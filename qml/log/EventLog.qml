// SPDX-License-Identifier: GPL-3.0-or-later
// qmllint disable unqualified
// (Delegates see the ids around them; the pragma that says so, ComponentBehavior, is not known to Qt 6.4.)
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Everbounce.Gui
import Everbounce.Window

// What happened, to be read again: searched, and filtered by node and kind.
Section {
    id: section

    required property EventLogModel log

    function enter() {
        words.forceActiveFocus(Qt.ShortcutFocusReason)
    }

    objectName: "eventLog"
    title: qsTr("Event log")
    headerHeight: 24 * Theme.scale
    tools: Text {
        objectName: "logCount"
        text: section.log.count === 1 ? qsTr("1 event") : qsTr("%1 events").arg(section.log.count)
        color: Theme.softText
        font.pixelSize: Theme.smallText
    }

    GridLayout {
        columns: section.width < 480 * Theme.scale ? 1 : 3
        columnSpacing: 6 * Theme.scale
        rowSpacing: 6 * Theme.scale
        Layout.fillWidth: true

        TextField {
            id: words
            objectName: "logWords"
            placeholderText: qsTr("Search")
            placeholderTextColor: Theme.softText
            text: section.log.words
            onTextEdited: section.log.words = text
            color: Theme.text
            font.pixelSize: Math.round(13 * Theme.scale)
            implicitHeight: Theme.control
            Layout.fillWidth: true
            Layout.preferredWidth: 2
            Accessible.name: placeholderText
            background: Rectangle {
                radius: 8 * Theme.scale
                color: Theme.surface
                border { width: words.activeFocus ? 2 : 1; color: words.activeFocus ? Theme.accent : Theme.line }
            }
        }
        DropDown {
            id: nodes
            objectName: "logNode"
            model: [qsTr("all nodes")].concat(section.log.nodes)
            currentIndex: section.log.nodes.indexOf(section.log.node) + 1
            onActivated: index => section.log.node = index > 0 ? section.log.nodes[index - 1] : ""
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Accessible.name: qsTr("Node")
            delegate: DropDownLine {
                required property string modelData
                required property int index

                text: modelData
                font: nodes.font
                highlighted: nodes.highlightedIndex === index
            }
        }
        DropDown {
            id: kinds

            readonly property var all: section.log.kinds()

            objectName: "logKind"
            model: [qsTr("all kinds")].concat(all.map(kind => section.log.wordFor(kind)))
            currentIndex: all.indexOf(section.log.kind) + 1
            onActivated: index => section.log.kind = index > 0 ? all[index - 1] : ""
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Accessible.name: qsTr("Kind")
            delegate: DropDownLine {
                required property string modelData
                required property int index

                text: modelData
                font: kinds.font
                highlighted: kinds.highlightedIndex === index
            }
        }
    }
    ListView {
        id: lines
        objectName: "logLines"
        model: section.log
        clip: true
        activeFocusOnTab: true
        boundsBehavior: Flickable.StopAtBounds
        // Reserved room: nothing below moves when something happens.
        Layout.fillWidth: true
        Layout.preferredHeight: 208 * Theme.scale
        Accessible.role: Accessible.List
        Accessible.name: section.title
        ScrollBar.vertical: ScrollBar {}
        Keys.onUpPressed: lines.flick(0, 600)
        Keys.onDownPressed: lines.flick(0, -600)

        delegate: Item {
            id: line

            required property string time
            required property string kind
            required property string text
            required property int level

            width: ListView.view.width
            height: told.height + 8 * Theme.scale
            Accessible.role: Accessible.ListItem
            Accessible.name: line.time + " " + line.kind + ": " + line.text

            Text {
                id: at
                y: 4 * Theme.scale
                width: 84 * Theme.scale
                text: line.time
                color: Theme.softText
                font.pixelSize: Theme.smallText
            }
            Text {
                id: sort
                x: at.width
                y: at.y
                width: 76 * Theme.scale
                text: line.kind
                color: Theme.softText
                font.pixelSize: Theme.smallText
            }
            Text {
                id: told
                x: sort.x + sort.width
                y: at.y
                width: parent.width - x - 12 * Theme.scale
                text: line.text
                textFormat: Text.PlainText // it comes from other machines
                color: line.level === 2 ? Theme.error : line.level === 1 ? Theme.warning : Theme.text
                font.pixelSize: Theme.smallText
                wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            }
            Rectangle {
                anchors.bottom: parent.bottom
                width: parent.width
                height: 1
                color: Theme.line
            }
        }
        Text {
            anchors.centerIn: parent
            visible: lines.count === 0
            text: qsTr("No matching events.")
            color: Theme.softText
            font.pixelSize: Theme.smallText
        }
    }
}
