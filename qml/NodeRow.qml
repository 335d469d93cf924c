// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui

// One node: what runs there, whether the engine does, how it is, and the switch that ends it.
Rectangle {
    id: row

    required property Commands commands
    required property string nodeId
    required property string name
    required property string version
    required property bool holder
    required property bool self
    required property bool suspect
    required property int viewers

    readonly property bool dying: commands.dying[nodeId] ?? false
    readonly property string howItIs: {
        if (dying)
            return qsTr("asked to die")
        if (suspect)
            return qsTr("silent")
        const watching = viewers === 1 ? qsTr("1 viewer") : qsTr("%1 viewers").arg(viewers)
        return self ? qsTr("this node · %1").arg(watching) : watching
    }

    objectName: "node:" + nodeId
    implicitHeight: 52
    radius: 8
    color: holder ? Theme.holderRow : "transparent"

    Accessible.role: Accessible.ListItem
    Accessible.name: holder ? qsTr("%1, runs the engine").arg(title.text) : title.text
    Accessible.description: howItIs

    RowLayout {
        anchors { fill: parent; leftMargin: 12; rightMargin: 8 }
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
                text: row.howItIs
                textFormat: Text.PlainText
                color: row.dying ? Theme.error : row.suspect ? Theme.warning : Theme.softText
                font.pixelSize: Theme.smallText
                elide: Text.ElideRight
                Layout.fillWidth: true
            }
        }
        ActionButton {
            objectName: "kill:" + row.nodeId
            visible: !row.self
            text: clicks.left === 3 ? qsTr("Kill ×3") : qsTr("%1 more").arg(clicks.left)
            tone: Theme.error
            font.pixelSize: Theme.smallText
            implicitWidth: busy ? 92 : 68 // the same whatever it says: it must not run away between two clicks
            padding: 8
            busy: row.commands.slow[objectName] ?? false
            onClicked: clicks.click()
            Accessible.name: qsTr("Kill %1").arg(title.text)
            Accessible.description: clicks.left === 3 ? qsTr("Takes three clicks within a second")
                                                      : qsTr("%1 left to go").arg(clicks.left)

            ThreeClicks {
                id: clicks
                onCompleted: row.commands.kill(row.nodeId)
            }
        }
    }
}
