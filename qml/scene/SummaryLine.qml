// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui
import Everbounce.Window

// The current behaviour, and the nudge: the line below the scene.
RowLayout {
    id: summary

    required property ClusterState cluster
    required property Commands commands
    property string idle // why no command is possible just now

    readonly property string unknown: qsTr("–")

    width: parent ? parent.width : implicitWidth
    spacing: Theme.gap
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("The ball")

    Flow {
        spacing: Theme.gap
        Layout.fillWidth: true

        Fact {
            objectName: "behavior"
            title: qsTr("Behaviour")
            value: summary.cluster.behavior || summary.unknown
            tag: summary.cluster.onTrial ? qsTr("on trial") : ""
            width: Math.min(implicitWidth, parent.width)
        }
        Fact {
            objectName: "term"
            title: qsTr("Term")
            value: summary.cluster.term || summary.unknown
        }
        Fact {
            objectName: "revision"
            title: qsTr("Revision")
            value: summary.cluster.selfName ? summary.cluster.revision : summary.unknown
        }
    }
    ActionButton {
        objectName: "nudge"
        text: qsTr("Nudge")
        key: "N"
        filled: true
        padding: 15 * Theme.scale
        enabled: !summary.idle
        busy: summary.commands.slow[objectName] ?? false
        onClicked: summary.commands.nudge()
        Accessible.description: summary.idle || qsTr("Gives the ball another direction")
        Layout.alignment: Qt.AlignTop
    }
}
