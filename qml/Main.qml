// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic
import Everbounce.Gui

// The window: its parts, arranged by its width.
ApplicationWindow {
    id: window

    required property FlightModel flight
    required property PastFlightModel past
    required property ClusterState cluster
    required property NodesModel nodes
    required property BehaviorsModel behaviors
    required property EventsModel events
    required property Commands commands
    required property OutageModel outage
    required property RecorderModel recorder
    required property FailoverModel failover
    required property WindowMemory memory
    required property url pageUrl
    required property string version
    required property string qtVersion

    function openPage() {
        Qt.openUrlExternally(pageUrl)
    }

    width: 1280
    height: 800
    minimumWidth: 360
    minimumHeight: 480
    title: cluster.selfName ? qsTr("Everbounce: %1").arg(cluster.selfName) : qsTr("Everbounce")
    color: Theme.ground
    palette {
        window: Theme.surface
        windowText: Theme.text
        light: Theme.over
        midlight: Theme.line
        mid: Theme.line
        dark: Theme.line
        base: Theme.surface
        text: Theme.text
    }

    Binding { target: Theme; property: "choice"; value: window.memory.theme }
    Binding { target: Theme; property: "reducedMotion"; value: window.memory.reducedMotion }
    Binding { // type grows on a wall display
        target: Theme
        property: "scale"
        value: window.width < 1920 ? 1 : 18 / 16 * Math.max(1, Math.min(window.width / 1920, window.height / 1080))
    }
    Shortcuts {
        onNudge: if (!window.outage.reason) window.commands.nudge()
        onCluster: clusterSection.enter()
        onRecorder: recorderSection.enter()
        onBehaviors: behaviorsSection.enter()
        onFaults: faultPanel.enter()
        onChaos: window.commands.setChaos(!window.cluster.chaosOn)
        onTheme: window.memory.nextTheme()
        onList: keyList.open()
        onQuit: window.close()
    }
    MainMenu {
        id: menu
        memory: window.memory
        onOpenPage: window.openPage()
        onShowKeys: keyList.open()
        onShowAbout: about.open()
        onQuit: window.close()
    }
    KeyList { id: keyList }
    FailoverSheet { failover: window.failover }
    About {
        id: about
        version: window.version
        qtVersion: window.qtVersion
    }
    Arrangement {
        id: places
        anchors.fill: parent
    }

    Bar {
        id: bar
        parent: places.bar
        width: parent.width
        cluster: window.cluster
        memory: window.memory
        tools: MenuButton { menu: menu }
    }
    Scene {
        id: scene
        parent: places.scene
        width: parent.width
        height: places.sceneHeight
        implicitHeight: places.sceneHeight
        flight: window.flight
        past: window.past

        OutageSign {
            x: scene.boxRect.x
            y: scene.boxRect.y + (scene.boxRect.height - height) / 2
            width: scene.boxRect.width
            outage: window.outage
        }
        Alerts {
            x: scene.boxRect.right - width - 12
            y: scene.boxRect.bottom - height - 12
            width: Math.min(320 * Theme.scale, scene.boxRect.width - 24)
            tallest: scene.boxRect.height - 24
            events: window.events
            few: places.narrow
        }
    }
    SummaryLine {
        id: summary
        parent: places.summary
        idle: window.outage.reason
        cluster: window.cluster
        commands: window.commands
    }
    RecorderSection {
        id: recorderSection
        key: "R"
        parent: places.recorder
        recorder: window.recorder
        failover: window.failover
    }
    ClusterSection {
        id: clusterSection
        key: "C"
        parent: places.cluster
        cluster: window.cluster
        nodes: window.nodes
        commands: window.commands
        pageUrl: window.pageUrl
        onOpenPage: window.openPage()
    }
    BehaviorsSection {
        id: behaviorsSection
        key: "B"
        idle: window.outage.reason
        parent: places.behaviors
        behaviors: window.behaviors
        commands: window.commands
    }
    FaultPanel {
        id: faultPanel
        key: "F"
        parent: places.faults
        cluster: window.cluster
        nodes: window.nodes
        commands: window.commands
    }
    TabOrder {
        parts: [bar, scene, summary, recorderSection, clusterSection, behaviorsSection, faultPanel]
        active: !menu.visible
    }
}
