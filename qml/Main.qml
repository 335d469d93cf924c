// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Everbounce.Gui

// The window. The scene comes first and has all the room that its shape can use: the panel stands beside it, or below it
// where the window is narrow, and the faults below the scene where room is left there.
ApplicationWindow {
    id: window

    required property FlightModel flight
    required property ClusterState cluster
    required property NodesModel nodes
    required property BehaviorsModel behaviors
    required property EventsModel events
    required property Commands commands
    required property url pageUrl

    readonly property bool wide: width >= 760
    readonly property int margin: wide ? 20 : 12
    readonly property real panelWidth: Math.max(300, Math.min(380, width * 0.28))
    readonly property real sceneWidth: wide ? width - panelWidth - 3 * margin : width - 2 * margin
    readonly property real roomBelow: height - sceneWidth / 2 - facts.implicitHeight - 4 * margin
    readonly property bool faultsBelow: wide && roomBelow >= 130

    width: 1240
    height: 720
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
                flight: window.flight
                Layout.fillWidth: true
                Layout.fillHeight: window.wide && !window.faultsBelow
                // As high as it is used; where all else is below it, some room is left for that.
                Layout.preferredHeight: window.wide ? window.sceneWidth / 2
                                                    : Math.min(window.sceneWidth / 2, window.height * 0.45)
            }
            Facts {
                id: facts
                cluster: window.cluster
                Layout.fillWidth: true
            }
            Scroller {
                visible: window.faultsBelow
                padding: 4 // for the ring of the focus
                rightPadding: 12 // for the scroll bar, in the margin
                Layout.margins: -4
                Layout.rightMargin: -12
                Layout.fillWidth: true
                Layout.fillHeight: true

                Item {
                    id: belowScene
                    implicitHeight: childrenRect.height
                    Layout.fillWidth: true
                }
            }
        }
        Panel {
            id: panel
            cluster: window.cluster
            nodes: window.nodes
            behaviors: window.behaviors
            events: window.events
            commands: window.commands
            pageUrl: window.pageUrl
            onOpenPage: Qt.openUrlExternally(window.pageUrl)
            Layout.fillWidth: !window.wide
            Layout.fillHeight: true
            Layout.preferredWidth: window.wide ? window.panelWidth : -1
        }
    }
    FaultPanel {
        parent: window.faultsBelow ? belowScene : panel.end
        width: parent.width
        cluster: window.cluster
        nodes: window.nodes
        commands: window.commands
    }
}
