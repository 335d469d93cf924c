// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui
import Everbounce.Window

// The lease's term, and the flight's revision.
RowLayout {
    id: facts

    required property ClusterState cluster

    readonly property string unknown: qsTr("–")

    spacing: Theme.gap
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("The lease")

    Fact {
        objectName: "term"
        title: qsTr("Term")
        names: "term"
        value: facts.cluster.term || facts.unknown
    }
    Fact {
        objectName: "revision"
        title: qsTr("Revision")
        names: "revision"
        value: facts.cluster.selfName ? facts.cluster.revision : facts.unknown
    }
}
