// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui

// Who takes part, what the ball flies by, and what just happened. Room is left at the end for what may stand elsewhere.
Rectangle {
    id: panel

    required property ClusterState cluster
    required property NodesModel nodes
    required property BehaviorsModel behaviors
    required property EventsModel events
    required property Commands commands
    required property url pageUrl
    readonly property alias end: end

    signal openPage

    implicitWidth: 320
    radius: Theme.radius
    color: Theme.surface
    border { width: 1; color: Theme.line }

    ColumnLayout {
        anchors { fill: parent; margins: 1 }
        spacing: 0

        Scroller {
            padding: Theme.gap - 1
            Layout.fillWidth: true
            Layout.fillHeight: true

            RowLayout {
                SectionTitle {
                    text: qsTr("Nodes")
                    Layout.fillWidth: true
                }
                Text {
                    objectName: "usersOnline"
                    text: qsTr("Users online: %1").arg(panel.cluster.usersOnline)
                    color: Theme.text
                    font.pixelSize: Theme.normalText
                    Accessible.role: Accessible.StaticText
                    Accessible.name: text
                }
            }
            NodeList {
                nodes: panel.nodes
                commands: panel.commands
                Layout.fillWidth: true
            }
            RowLayout {
                spacing: Theme.halfGap

                Text { // for where no browser can be opened, and for other devices
                    text: panel.pageUrl
                    textFormat: Text.PlainText
                    color: Theme.softText
                    font.pixelSize: Theme.smallText
                    elide: Text.ElideRight
                    Layout.fillWidth: true
                }
                ActionButton {
                    objectName: "openPage"
                    text: qsTr("Open in browser")
                    font.pixelSize: Theme.smallText
                    enabled: panel.pageUrl != ""
                    onClicked: panel.openPage()
                    Accessible.description: panel.pageUrl
                }
            }
            RowLayout {
                Layout.topMargin: Theme.halfGap

                SectionTitle {
                    text: qsTr("Behaviours")
                    Layout.fillWidth: true
                }
                ActionButton {
                    objectName: "nudge"
                    text: qsTr("Nudge")
                    filled: true
                    busy: panel.commands.slow[objectName] ?? false
                    onClicked: panel.commands.nudge()
                    Accessible.description: qsTr("Gives the ball another direction")
                }
            }
            BehaviorList {
                behaviors: panel.behaviors
                commands: panel.commands
                Layout.fillWidth: true
            }
            Item {
                id: end
                visible: children.length > 0
                implicitHeight: childrenRect.height
                Layout.topMargin: Theme.halfGap
                Layout.fillWidth: true
            }
        }
        Item { // where there is not room for all alerts, the newest are seen
            clip: true
            visible: alerts.height > 0
            implicitHeight: Math.min(alerts.height + Theme.gap, panel.height / 2)
            Layout.fillWidth: true

            Alerts {
                id: alerts
                events: panel.events
                anchors { left: parent.left; right: parent.right; bottom: parent.bottom; margins: Theme.halfGap }
            }
        }
    }
}
