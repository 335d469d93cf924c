// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Everbounce.Gui

// The window: its parts, arranged by its width.
ApplicationWindow {
    id: window

    required property Console models // all that it shows
    property bool kiosk: false // for a wall: the scene and one line
    property bool presenting: false // to an audience: larger, with the tour, without what it does not need

    function openPage() {
        Qt.openUrlExternally(models.pageUrl)
    }

    function toggleFullScreen() {
        if (visibility === Window.FullScreen)
            showNormal()
        else
            showFullScreen()
    }

    function togglePresenting() {
        presenting = !presenting
        if (!presenting)
            return showNormal()
        showFullScreen()
        tourCard.begin()
    }

    width: 1280
    height: 800
    minimumWidth: 360
    minimumHeight: 480
    title: models.cluster.selfName ? qsTr("Everbounce: %1").arg(models.cluster.selfName) : qsTr("Everbounce")
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

    Binding {
        target: window.models.sides
        property: "looking"
        value: window.visible && window.visibility !== Window.Minimized
    }

    onClosing: close => {
        models.desktopWanted() // a tray comes and goes
        const hides = models.hasTray && models.memory.staysInTray && !models.quitting
        close.accepted = kiosk || hides || quitSheet.visible || !models.started.isLast
        if (close.accepted)
            return
        if (visibility === Window.Minimized)
            showNormal()
        quitSheet.open()
    }

    // A low window has a small scene, at its right edge, and room beside it.
    readonly property bool low: !kiosk && !places.wide && height < 600 && width - 2 * places.sceneHeight >= 340 * Theme.scale

    // What the tour asks to press may be out of sight.
    function lead() {
        const target = ({ "holder": clusterSection.holderCard, "recorder": recorderSection })[tourCard.asked]
        if (target)
            places.reveal(target)
    }

    Binding { target: Theme; property: "choice"; value: window.models.memory.theme }
    Binding { target: Theme; property: "narrow"; value: places.narrow }
    Binding { target: Theme; property: "reducedMotion"; value: window.models.memory.reducedMotion }
    Binding { // type grows on a wall display
        target: Theme
        property: "scale"
        value: window.presenting ? Math.max(1.125, window.width / 1280)
            : window.width < 1920 ? 1 : 18 / 16 * Math.max(1, Math.min(window.width / 1920, window.height / 1080))
    }
    Shortcuts {
        locked: window.kiosk
        presenting: window.presenting
        covered: menu.opened || keyList.opened || pairingSheet.opened || settingsSheet.opened || phoneSheet.opened || failoverSheet.opened || about.opened || quitSheet.opened
        onFullScreen: window.toggleFullScreen()
        onPresent: window.togglePresenting()
        onNudge: if (!window.models.outage.reason) window.models.commands.nudge()
        onCluster: clusterSection.enter()
        onRecorder: recorderSection.enter()
        onLog: eventLog.enter()
        onBehaviors: behaviorsSection.enter()
        onFaults: faultStrip.enter()
        onChaos: window.models.commands.setChaos(!window.models.cluster.chaosOn)
        onMachine: pairingSheet.open()
        onSettings: settingsSheet.open()
        onTheme: window.models.memory.nextTheme()
        onList: keyList.open()
        onCloseWindow: window.close()
        onQuit: window.models.quitWanted()
    }
    MainMenu {
        id: menu
        memory: window.models.memory
        canStartNode: window.models.started.canStart
        breaks: window.models.commands.breaks
        onStartNode: window.models.started.start()
        onOpenPage: window.openPage()
        onPair: pairingSheet.open()
        onSettings: settingsSheet.open()
        onTakeTour: tourCard.begin()
        onShowKeys: keyList.open()
        onShowAbout: about.open()
        onQuit: window.models.quitWanted()
    }
    KeyList { id: keyList }
    PairingSheet {
        id: pairingSheet
        pairing: window.models.pairing
        members: window.models.members
        sharing: window.models.sharing
        onShowOnPhone: phoneSheet.open()
    }
    SettingsSheet {
        id: settingsSheet
        settings: window.models.settings
        sharing: window.models.sharing
        autostart: window.models.autostart
        notice: window.models.notice
        memory: window.models.memory
        hasTray: window.models.hasTray
        onLooking: window.models.desktopWanted()
        onShowOnPhone: phoneSheet.open()
    }
    PhoneSheet {
        id: phoneSheet
        sharing: window.models.sharing
    }
    QuitSheet {
        id: quitSheet
        started: window.models.started
        onQuit: window.models.quitWanted()
        onClosed: window.models.quitting = false // who stays may want the tray again
    }
    FailoverSheet {
        id: failoverSheet
        failover: window.models.failover
    }
    About {
        id: about
        version: window.models.version
        qtVersion: window.models.qtVersion
    }
    Arrangement {
        id: places
        anchors.fill: parent
        visible: !window.kiosk
    }
    Loader {
        id: wall
        anchors.fill: parent
        active: window.kiosk
        visible: active // or it would be painted after the scene
        sourceComponent: Wall {
            cluster: window.models.cluster
            recorder: window.models.recorder
        }
    }
    Item { // for what is not shown now
        id: stowed
        visible: false
    }

    Bar {
        id: bar
        parent: places.bar
        width: parent.width
        cluster: window.models.cluster
        memory: window.models.memory
        breaks: window.models.commands.breaks
        tools: MenuButton { menu: menu }
    }
    Scene {
        id: scene
        parent: wall.item ? wall.item.scene : places.scene
        x: parent.width - width
        width: window.low ? 2 * places.sceneHeight : parent.width
        height: wall.item ? wall.item.sceneHeight : places.sceneHeight
        implicitHeight: height
        flight: window.models.flight
        past: window.models.past
        dead: window.models.outage.reason !== ""

        Ghost {
            x: scene.boxRect.x
            y: scene.boxRect.y
            width: scene.boxRect.width
            height: scene.boxRect.height
            editor: window.models.editor
            flight: window.models.flight
        }
        SideBalls {
            x: scene.boxRect.x
            y: scene.boxRect.y
            width: scene.boxRect.width
            height: scene.boxRect.height
            sides: window.models.sides
        }
        Notices {
            x: scene.boxRect.x + Theme.halfGap
            y: scene.boxRect.y + Theme.halfGap
            width: scene.boxRect.width - 2 * Theme.halfGap
            cluster: window.models.cluster
            sides: window.models.sides
            dead: scene.dead
        }
        OutageSign {
            x: scene.boxRect.x
            y: scene.boxRect.y + (scene.boxRect.height - height) / 2
            width: scene.boxRect.width
            outage: window.models.outage
        }
        Alerts {
            readonly property real taken: tourCard.visible && tourCard.onScene ? tourCard.width + 12 : 0

            x: scene.boxRect.right - width - 12
            y: scene.boxRect.bottom - height - 12
            width: Math.min(320 * Theme.scale, scene.boxRect.width - 24 - taken)
            tallest: scene.boxRect.height - 24
            events: window.models.events
            few: places.narrow
        }
    }
    TourCard {
        id: tourCard

        readonly property bool onScene: scene.boxRect.width >= 540 * Theme.scale // or it would hide a small one
        readonly property bool beside: !onScene && window.low

        parent: onScene || beside ? scene : window.contentItem
        x: onScene ? scene.boxRect.x + 12 : beside ? scene.boxRect.x - width - 12 : 8
        y: (onScene ? scene.boxRect.bottom - 12 : beside ? scene.boxRect.bottom : parent.height - 8) - height
        z: onScene ? 0 : 1
        width: onScene ? 352 * Theme.scale : Math.min(480 * Theme.scale, beside ? scene.x + scene.boxRect.x - 12 : parent.width - 16)
        onAskedChanged: Qt.callLater(window.lead)
        tour: window.models.tour
        memory: window.models.memory
        large: window.presenting
        breaks: window.models.commands.breaks
    }
    FaultStrip {
        id: faultStrip
        parent: places.faults
        idle: window.models.outage.reason
        askedFor: ({ "handover": "step-down", "engine": "crash-engine" })[tourCard.asked] ?? ""
        cluster: window.models.cluster
        nodes: window.models.nodes
        commands: window.models.commands
    }
    RecorderSection {
        id: recorderSection
        key: "R"
        parent: places.recorder
        recorder: window.models.recorder
        failover: window.models.failover
        askedFor: tourCard.asked === "recorder"
        onLooked: window.models.tour.look()
    }
    EventLog {
        id: eventLog
        key: "E"
        parent: window.presenting ? stowed : places.log
        log: window.models.log
    }
    ClusterSection {
        id: clusterSection
        key: "C"
        parent: places.cluster
        cluster: window.models.cluster
        nodes: window.models.nodes
        commands: window.models.commands
        started: window.models.started
        narrow: places.narrow
        sight: places.wide ? window.height : 0
        holderAskedFor: tourCard.asked === "holder"
        pageUrl: window.models.pageUrl
        onOpenPage: window.openPage()

        StartedNodes {
            started: window.models.started
            alone: window.models.cluster.isAlone
            onMoved: by => places.keep(clusterSection, by)
            Layout.fillWidth: true
        }
        NeighbourCard {
            shows: !window.presenting
            pairing: window.models.pairing
            alone: window.models.cluster.isAlone && window.models.sharing.available
            onPair: pairingSheet.open()
            Layout.fillWidth: true
        }
    }
    BehaviorsSection {
        id: behaviorsSection
        key: "B"
        idle: window.models.outage.reason
        parent: window.presenting ? stowed : places.behaviors
        cluster: window.models.cluster
        behaviors: window.models.behaviors
        script: window.models.editor
        commands: window.models.commands
    }
    TabOrder {
        parts: window.presenting ? [bar, scene, faultStrip, recorderSection, clusterSection]
            : [bar, scene, faultStrip, recorderSection, clusterSection, behaviorsSection, eventLog]
        active: !menu.visible && !window.kiosk
    }
}
