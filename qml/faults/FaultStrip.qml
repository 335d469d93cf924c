// SPDX-License-Identifier: GPL-3.0-or-later
// qmllint disable unqualified
// (Delegates see the ids around them; the pragma that says so, ComponentBehavior, is not known to Qt 6.4.)
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui
import Everbounce.Window

// What to do to the ball, and what to break and where: right below the scene, so that whoever breaks something sees the
// ball. On a narrow window two rows of five, large enough for a thumb.
Item {
    id: strip

    required property ClusterState cluster
    required property NodesModel nodes
    required property Commands commands
    property string askedFor // the fault that the tour asks for
    property string idle // why the ball takes no command just now

    readonly property FaultsModel all: FaultsModel {
        breakable: strip.commands.breakable
        language: Qt.uiLanguage
    }
    readonly property TargetsModel targets: TargetsModel { nodes: strip.nodes }
    readonly property string aim: targets.chosen || cluster.holderId
    readonly property bool tall: width < 600 * Theme.scale
    readonly property real gap: 5 * Theme.scale
    readonly property real cell: tall ? Math.floor((width - 4 * gap) / 5) : 0

    // What the line leaves free.
    readonly property real slack: {
        let taken = nudge.implicitWidth + target.implicitWidth + chaos.implicitWidth + 2 * gap
        for (let i = 0; i < faults.count; ++i)
            taken += (faults.itemAt(i)?.implicitWidth ?? 0) + gap
        return Math.max(0, width - taken - 1)
    }

    function enter() {
        faults.itemAt(0)?.forceActiveFocus(Qt.ShortcutFocusReason)
    }

    objectName: "faultStrip"
    width: parent ? parent.width : implicitWidth
    implicitHeight: flow.implicitHeight
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Faults")

    Flow {
        id: flow
        width: parent.width
        spacing: strip.gap

        StripButton {
            id: nudge
            objectName: "nudge"
            text: qsTr("Nudge")
            tall: strip.tall
            width: strip.tall ? strip.cell : implicitWidth
            lines: [strip.idle || qsTr("Gives the ball another direction.")]
            enabled: !strip.idle
            busy: strip.commands.slow[objectName] ?? false
            onClicked: strip.commands.nudge()
        }
        Repeater {
            id: faults
            model: strip.commands.breaks ? all : null
            delegate: FaultButton {
                aim: strip.aim
                askedFor: name === strip.askedFor
                commands: strip.commands
                tall: strip.tall
                width: strip.tall ? strip.cell : implicitWidth
            }
        }
        Item { // so that the rest ends where the scene does
            visible: !strip.tall && strip.slack > 0
            width: strip.slack - strip.gap
            height: 1
        }
        TargetChoice {
            id: target
            visible: strip.commands.breaks
            targets: strip.targets
            tall: strip.tall
            width: strip.tall ? strip.cell : implicitWidth
        }
        ChaosSwitch {
            id: chaos
            visible: strip.commands.breaks
            cluster: strip.cluster
            commands: strip.commands
            tall: strip.tall
            width: strip.tall ? strip.cell : implicitWidth
        }
    }
}
