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
    sign: Rectangle {
        implicitWidth: 28 * Theme.scale
        implicitHeight: 16 * Theme.scale
        radius: height / 2
        color: control.checked ? Theme.error : Theme.softText

        Rectangle {
            x: control.checked ? parent.width - width - y : y
            y: 3 * Theme.scale
            width: parent.height - 2 * y
            height: width
            radius: width / 2
            color: Theme.surface
            Behavior on x { NumberAnimation { duration: Theme.moving } }
        }
    }
}
