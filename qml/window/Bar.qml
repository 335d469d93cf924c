// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui
import Everbounce.Window

// What the window belongs to, at the top. In two lines if it is narrow.
ColumnLayout {
    id: bar

    required property ClusterState cluster
    required property WindowMemory memory
    property bool breaks: true // or faults are switched off
    property alias tools: tools.data

    readonly property bool narrow: width < 700 * Theme.scale

    spacing: Theme.halfGap

    RowLayout {
        spacing: Theme.halfGap

        SvgPart {
            element: "ball"
            implicitWidth: 24 * Theme.scale
            implicitHeight: implicitWidth
        }
        Text {
            text: qsTr("Everbounce")
            color: Theme.text
            font.pixelSize: Math.round(20 * Theme.scale)
            font.weight: Font.Bold
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        Slot {
            id: beside
            Layout.leftMargin: Theme.halfGap
        }
        Item {
            visible: bar.narrow
            Layout.fillWidth: true
        }
        ThemeSwitch {
            memory: bar.memory
            compact: bar.width < 860 * Theme.scale
        }
        RowLayout { id: tools }
    }
    Text {
        objectName: "tagline"
        text: bar.breaks ? qsTr("One node of a cluster flies the ball. Kill it: another takes over, and the ball flies on.")
                         : qsTr("One node of a cluster flies the ball. If it fails, another takes over, and the ball flies on.")
        color: Theme.softText
        font.pixelSize: Theme.smallText
        wrapMode: Text.Wrap
        Accessible.role: Accessible.StaticText
        Accessible.name: text
        Layout.fillWidth: true
        Layout.topMargin: -Theme.halfGap
    }
    Slot { id: below }

    RowLayout {
        parent: bar.narrow ? below : beside
        width: parent.width
        spacing: Theme.halfGap

        SvgPart { // its place is kept while another node runs the engine
            objectName: "connectedBall"
            element: "ball"
            opacity: bar.cluster.runsHere ? 1 : 0
            implicitWidth: 14 * Theme.scale
            implicitHeight: implicitWidth
        }
        Text {
            objectName: "connection"
            text: bar.cluster.selfName ? qsTr("Connected to %1").arg(bar.cluster.selfName) : ""
            textFormat: Text.PlainText
            color: Theme.softText
            font.pixelSize: Theme.normalText
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            Accessible.role: Accessible.StaticText
            Accessible.name: text
            Layout.fillWidth: true
            Layout.maximumWidth: Math.ceil(implicitWidth)
        }
        Item {
            visible: bar.narrow
            Layout.fillWidth: true
        }
        Row {
            objectName: "usersOnline"
            spacing: Theme.halfGap / 2
            Accessible.role: Accessible.StaticText
            Accessible.name: qsTr("Viewers: %1").arg(bar.cluster.usersOnline)
            Layout.leftMargin: bar.narrow ? 0 : Theme.gap

            Text {
                text: qsTr("Viewers")
                color: Theme.softText
                font.pixelSize: Theme.normalText
            }
            Text {
                text: bar.cluster.usersOnline
                color: Theme.text
                font.pixelSize: Theme.normalText
                font.weight: Font.Bold
            }
        }
        Item {
            visible: !bar.narrow
            Layout.fillWidth: true
        }
    }
}
