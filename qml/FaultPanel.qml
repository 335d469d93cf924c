// SPDX-License-Identifier: GPL-3.0-or-later
// qmllint disable unqualified
// (Delegates see the ids around them; the pragma that says so, ComponentBehavior, is not known to Qt 6.4.)
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui

// What may be broken, and where.
Section {
    id: panel

    required property ClusterState cluster
    required property NodesModel nodes
    required property Commands commands
    required property Chaos chaos
    property string target: "" // id of a node; none: the one that runs the engine
    readonly property string aim: target || cluster.holderId

    title: qsTr("Faults")
    entrance: grid

    Flow {
        spacing: Theme.halfGap
        Layout.fillWidth: true
        Accessible.role: Accessible.Grouping
        Accessible.name: qsTr("Where to break something")

        TargetChoice {
            objectName: "target:"
            text: qsTr("the node that runs the engine")
            width: Math.min(implicitWidth, parent.width)
            chosen: panel.target === ""
            onClicked: panel.target = ""
        }
        Repeater {
            model: panel.nodes
            delegate: TargetChoice {
                required property string nodeId
                required property string name
                required property string look

                objectName: "target:" + nodeId
                text: name
                visible: look !== "gone"
                chosen: panel.target === nodeId
                width: Math.min(implicitWidth, parent.width)
                onClicked: panel.target = nodeId
                onLookChanged: if (look === "gone" && chosen) panel.target = ""
            }
        }
    }
    GridLayout {
        id: grid
        columns: Math.max(1, Math.floor((width + columnSpacing) / (250 * Theme.scale)))
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
    ChaosSwitch {
        chaos: panel.chaos
        Layout.fillWidth: true
    }
}
