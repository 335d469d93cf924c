// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Everbounce.Gui
import Everbounce.Window

// While chaos is on, it breaks something every few seconds. The cluster runs it: every window and page shows the same.
StripButton {
    id: control

    required property ClusterState cluster
    required property Commands commands

    objectName: "chaos"
    text: qsTr("Chaos")
    tone: checked ? Theme.error : Theme.text
    lines: [qsTr("A random fault every three to six seconds, for ten minutes or until it is switched off. It always leaves two running."),
            cluster.chaosSummary, cluster.chaosNews, cluster.chaosMisses]
    checkable: true
    checked: cluster.chaosOn
    onClicked: {
        commands.setChaos(!cluster.chaosOn)
        checked = Qt.binding(() => cluster.chaosOn)
    }
    Accessible.role: Accessible.CheckBox

    hasSign: true
    signFirst: true
    sign: Knob {
        on: control.checked
        tone: Theme.error
    }
}
