// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui

// One node: what runs there, whether the engine does, and how it is.
Rectangle {
    id: row

    required property string nodeId
    required property string name
    required property string version
    required property bool holder
    required property bool self
    required property bool suspect
    required property int viewers

    objectName: "node:" + nodeId
    implicitHeight: 52
    radius: 8
    color: holder ? Theme.holderRow : "transparent"

    Accessible.role: Accessible.ListItem
    Accessible.name: holder ? qsTr("%1, runs the engine").arg(title.text) : title.text
    Accessible.description: details.text

    RowLayout {
        anchors { fill: parent; leftMargin: 12; rightMargin: 12 }
        spacing: 12

        Item { // keeps its place, so that names stand in one line
            implicitWidth: 16
            implicitHeight: 16

            SvgPart {
                objectName: "holderMark"
                anchors.fill: parent
                element: "ball"
                visible: row.holder
            }
        }
        ColumnLayout {
            spacing: 1

            Text {
                id: title
                text: row.version + "@" + row.name
                textFormat: Text.PlainText // names come from other machines
                color: Theme.text
                opacity: row.suspect ? 0.6 : 1
                font.pixelSize: Theme.normalText
                font.weight: row.self ? Font.DemiBold : Font.Normal
                elide: Text.ElideRight
                Layout.fillWidth: true
            }
            Text {
                id: details
                text: row.suspect ? qsTr("not answering")
                                  : (row.self ? qsTr("this node") + " · " : "")
                                    + (row.viewers === 1 ? qsTr("1 viewer") : qsTr("%1 viewers").arg(row.viewers))
                color: row.suspect ? Theme.warning : Theme.softText
                font.pixelSize: Theme.smallText
                elide: Text.ElideRight
                Layout.fillWidth: true
            }
        }
    }
}
