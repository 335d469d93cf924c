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
    readonly property bool tight: !tall && needed(false) > width && needed(true) <= width // where longer words would take two rows
    readonly property real gap: (tight ? 4 : 5) * Theme.scale
    readonly property real cell: tall ? Math.floor((width - 4 * gap) / 5) : 0

    // The choice and the switch end where the scene does, on the line of the buttons or, without room there, on the next.
    readonly property real buttonsWidth: {
        let taken = nudge.implicitWidth
        for (let i = 0; i < faults.count; ++i)
            taken += (faults.itemAt(i)?.implicitWidth ?? 0) + gap
        return taken
    }
    readonly property real endWidth: target.implicitWidth + chaos.implicitWidth + 2 * gap + 1
    readonly property real before: {
        const free = width - buttonsWidth - endWidth
        return free >= 0 ? free - gap : buttonsWidth <= width ? width - endWidth : 0
    }

    // The width of one row.
    function needed(tight: bool): real {
        const gap = (tight ? 4 : 5) * Theme.scale
        let taken = nudge.room(tight) + chaos.room(tight) + (tight ? 88 : 112) * Theme.scale + 2 * gap + 1
        for (let i = 0; i < faults.count; ++i)
            taken += (faults.itemAt(i)?.room(tight) ?? 0) + gap
        return taken
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
            tight: strip.tight
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
                alone: strip.cluster.isAlone
                askedFor: name === strip.askedFor
                commands: strip.commands
                tall: strip.tall
                tight: strip.tight
                width: strip.tall ? strip.cell : implicitWidth
            }
        }
        Item {
            visible: !strip.tall && strip.commands.breaks && strip.before > 0
            width: strip.before
            height: 1
        }
        TargetChoice {
            id: target
            visible: strip.commands.breaks
            targets: strip.targets
            tall: strip.tall
            tight: strip.tight
            width: strip.tall ? strip.cell : implicitWidth
        }
        ChaosSwitch {
            id: chaos
            visible: strip.commands.breaks
            cluster: strip.cluster
            commands: strip.commands
            tall: strip.tall
            tight: strip.tight
            width: strip.tall ? strip.cell : implicitWidth
        }
    }
}
