// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Everbounce.Gui

// The window. Scene and panel stand side by side, or one above the other where it is narrow.
ApplicationWindow {
    id: window

    required property FlightModel flight
    required property ClusterState cluster
    required property NodesModel nodes
    required property EventsModel events
    required property url pageUrl

    readonly property bool wide: width >= 760
    readonly property int margin: wide ? 20 : 12

    width: 1240
    height: 530
    minimumWidth: 360
    minimumHeight: wide ? 360 : 560
    title: cluster.selfName ? qsTr("Everbounce: %1").arg(cluster.selfName) : qsTr("Everbounce")
    color: Theme.ground

    Shortcut {
        sequences: ["Ctrl+W", "Ctrl+Q"]
        onActivated: window.close()
    }

    GridLayout {
        anchors { fill: parent; margins: window.margin }
        columns: window.wide ? 2 : 1
        columnSpacing: window.margin
        rowSpacing: window.margin

        ColumnLayout {
            spacing: window.margin
            Layout.fillWidth: true
            Layout.fillHeight: window.wide

            Scene {
                id: scene
                flight: window.flight
                Layout.fillWidth: true
                Layout.fillHeight: window.wide
                Layout.preferredHeight: window.wide ? -1 : scene.width / 2
            }
            Facts {
                cluster: window.cluster
                Layout.fillWidth: true
            }
        }
        Panel {
            cluster: window.cluster
            nodes: window.nodes
            events: window.events
            pageUrl: window.pageUrl
            onOpenPage: Qt.openUrlExternally(window.pageUrl)
            Layout.fillWidth: !window.wide
            Layout.fillHeight: true
            Layout.preferredWidth: window.wide ? 320 : -1
        }
    }
}
