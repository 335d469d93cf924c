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
    required property url pageUrl

    signal openPage

    title: qsTr("Cluster")
    tools: ActionButton {
        objectName: "openPage"
        text: qsTr("Open in browser")
        font.pixelSize: Theme.smallText
        enabled: section.pageUrl != ""
        onClicked: section.openPage()
        Accessible.description: section.pageUrl
    }

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
    Cluster {
        cluster: section.cluster
        nodes: section.nodes
        commands: section.commands
        Layout.fillWidth: true
    }
}
