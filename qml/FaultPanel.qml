// SPDX-License-Identifier: GPL-3.0-or-later
// qmllint disable unqualified
// (Delegates see the ids around them; the pragma that says so, ComponentBehavior, is not known to Qt 6.4.)
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui

// What may be broken, and where.
ColumnLayout {
    id: panel

    required property ClusterState cluster
    required property NodesModel nodes
    required property Commands commands
    property string target: "" // id of a node; none: the one that runs the engine
    readonly property string aim: target || cluster.holderId

    spacing: Theme.halfGap

    Flow { // the choice beside the title where there is room
        spacing: Theme.halfGap
        Layout.fillWidth: true

        SectionTitle {
            text: qsTr("Faults")
            height: 36
            rightPadding: 4
            verticalAlignment: Text.AlignVCenter
        }
        TargetChoice {
            objectName: "target:"
            text: qsTr("the node that runs the engine")
            width: Math.min(implicitWidth, panel.width)
            chosen: panel.target === ""
            onClicked: panel.target = ""
        }
        Repeater {
            model: panel.nodes
            delegate: TargetChoice {
                required property string nodeId
                required property string name

                objectName: "target:" + nodeId
                text: name
                chosen: panel.target === nodeId
                width: Math.min(implicitWidth, panel.width)
                onClicked: panel.target = nodeId
            }
            onItemRemoved: (index, item) => {
                if ((item as TargetChoice).chosen)
                    panel.target = ""
            }
        }
    }
    GridLayout {
        columns: Math.max(1, Math.floor((panel.width + columnSpacing) / 260))
        columnSpacing: Theme.halfGap
        rowSpacing: Theme.halfGap
        Layout.fillWidth: true

        Repeater {
            model: FaultsModel {}
            delegate: FaultCard {
                id: card
                aim: panel.aim
                busy: panel.commands.slow[objectName] ?? false
                onConfirmed: panel.commands.injectFault(card.name, card.aim)
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1 // all the same
            }
        }
    }
}
