// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui
import Everbounce.Window

// The cluster, drawn.
Section {
    id: section

    required property ClusterState cluster
    required property NodesModel nodes
    required property Commands commands
    property StartedNodesModel started: null
    required property url pageUrl
    property bool holderAskedFor: false // the tour asks for the holder's end
    property bool narrow: false // a list leaves more of the rest in sight
    property real sight: 0 // how high the view is in which all cards are to be in sight; 0: one scrolls to them

    readonly property alias holderCard: drawing.holderCard

    signal openPage

    title: qsTr("Cluster")
    tools: [ClusterFacts {
        cluster: section.cluster
    }, ActionButton {
        id: openPage
        objectName: "openPage"
        text: "↗"
        enabled: section.pageUrl != ""
        onClicked: section.openPage()
        Accessible.name: qsTr("Open in browser")
        Accessible.description: section.pageUrl

        Hint {
            about: openPage
            wanted: openPage.hovered || openPage.visualFocus
            lines: [qsTr("Open in browser"), section.pageUrl]
        }
    }]

    Text {
        objectName: "warnings"
        visible: text !== ""
        text: section.cluster.warnings
        textFormat: Text.PlainText
        color: Theme.warning
        font.pixelSize: Theme.smallText
        wrapMode: Text.Wrap
        Layout.fillWidth: true
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }
    Text {
        objectName: "coordination"
        visible: text !== ""
        text: section.cluster.coordination
        textFormat: Text.PlainText
        color: Theme.softText
        font.pixelSize: Theme.smallText
        wrapMode: Text.Wrap
        Layout.fillWidth: true
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }
    Cluster {
        id: drawing
        cluster: section.cluster
        nodes: section.nodes
        commands: section.commands
        started: section.started
        inRows: section.narrow
        sight: section.sight
        holderAskedFor: section.holderAskedFor
        Layout.fillWidth: true
    }
}
