// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui

// What flies the ball, in a line.
RowLayout {
    id: facts

    required property ClusterState cluster

    spacing: Theme.gap

    Fact {
        name: facts.cluster.onTrial ? qsTr("Behaviour, on trial") : qsTr("Behaviour")
        value: facts.cluster.behavior || qsTr("none yet")
        Layout.fillWidth: true
        Layout.preferredWidth: 3
    }
    Fact {
        name: qsTr("Engine runs on")
        value: facts.cluster.holderName || qsTr("no node")
        Layout.fillWidth: true
        Layout.preferredWidth: 3
    }
    Fact {
        name: qsTr("Term")
        value: facts.cluster.term > 0 ? facts.cluster.term.toString() : qsTr("none yet")
        Layout.fillWidth: true
        Layout.preferredWidth: 1
    }
}
