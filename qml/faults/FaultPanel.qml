// SPDX-License-Identifier: GPL-3.0-or-later
// qmllint disable unqualified
// (Delegates see the ids around them; the pragma that says so, ComponentBehavior, is not known to Qt 6.4.)
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui
import Everbounce.Window

// What to break, and where.
Section {
    id: panel

    required property ClusterState cluster
    required property NodesModel nodes
    required property Commands commands
    readonly property TargetsModel targets: TargetsModel { nodes: panel.nodes }
    readonly property string aim: targets.chosen || cluster.holderId
    readonly property bool hasRoom: width >= 520 * Theme.scale

    title: qsTr("Faults")
    entrance: grid
    tools: Slot {
        id: beside
        Layout.fillWidth: false
    }

    Slot { id: below }

    TargetChoice {
        parent: panel.hasRoom ? beside : below
        width: parent.width
        targets: panel.targets
    }
    GridLayout {
        id: grid
        columns: Math.max(1, Math.floor((width + columnSpacing) / (272 * Theme.scale + columnSpacing)))
        columnSpacing: 12 * Theme.scale
        rowSpacing: 12 * Theme.scale
        Layout.fillWidth: true

        Repeater {
            model: FaultsModel {}
            delegate: FaultCard {
                aim: panel.aim
                commands: panel.commands
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
                Layout.preferredWidth: 1 // all the same
            }
        }
    }
    ChaosSwitch {
        cluster: panel.cluster
        commands: panel.commands
        Layout.fillWidth: true
    }
}
