// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui

// Who takes part: the nodes, the users, and the way to the page.
Rectangle {
    id: panel

    required property ClusterState cluster
    required property NodesModel nodes
    required property EventsModel events
    required property url pageUrl

    signal openPage

    implicitWidth: 320
    implicitHeight: content.implicitHeight + 2 * Theme.gap
    radius: Theme.radius
    color: Theme.surface
    border { width: 1; color: Theme.line }

    ColumnLayout {
        id: content
        anchors { fill: parent; margins: Theme.gap }
        spacing: Theme.halfGap

        Text {
            text: qsTr("Nodes")
            color: Theme.text
            font.pixelSize: Theme.largeText
            font.weight: Font.DemiBold
            Layout.bottomMargin: 4
        }
        NodeList {
            nodes: panel.nodes
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: 52
        }
        Item { // where there is not room for all alerts, the newest are seen
            clip: true
            implicitHeight: alerts.height
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: 0
            Layout.maximumHeight: alerts.height

            Alerts {
                id: alerts
                events: panel.events
                anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
            }
        }
        Rectangle {
            color: Theme.line
            implicitHeight: 1
            Layout.fillWidth: true
        }
        Text {
            objectName: "usersOnline"
            text: qsTr("Users online: %1").arg(panel.cluster.usersOnline)
            color: Theme.text
            font.pixelSize: Theme.normalText
            Accessible.role: Accessible.StaticText
            Accessible.name: text
            Layout.topMargin: 4
        }
        Text { // for where no browser can be opened, and for other devices
            text: panel.pageUrl
            textFormat: Text.PlainText
            color: Theme.softText
            font.pixelSize: Theme.smallText
            elide: Text.ElideRight
            Layout.fillWidth: true
            Layout.bottomMargin: 4
        }
        ActionButton {
            objectName: "openPage"
            text: qsTr("Open in browser")
            enabled: panel.pageUrl != ""
            onClicked: panel.openPage()
            Accessible.description: panel.pageUrl
            Layout.fillWidth: true
        }
    }
}
