// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui

// What the window is of: above all else. Where it is narrow, in two lines.
ColumnLayout {
    id: bar

    required property ClusterState cluster
    required property WindowMemory memory
    property alias tools: tools.data

    readonly property bool narrow: width < 620 * Theme.scale

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
            compact: bar.narrow
        }
        RowLayout { id: tools }
    }
    Slot { id: below }

    RowLayout {
        parent: bar.narrow ? below : beside
        width: parent.width
        spacing: Theme.gap

        Text {
            objectName: "connection"
            visible: text
            text: bar.cluster.selfName ? qsTr("Connected to %1").arg(bar.cluster.selfName) : ""
            textFormat: Text.PlainText
            color: Theme.softText
            font.pixelSize: Theme.normalText
            elide: Text.ElideMiddle
            Accessible.role: Accessible.StaticText
            Accessible.name: text
            Layout.fillWidth: true
        }
        Text {
            objectName: "usersOnline"
            text: qsTr("Users online: %1").arg(bar.cluster.usersOnline)
            color: Theme.text
            font.pixelSize: Theme.normalText
            Accessible.role: Accessible.StaticText
            Accessible.name: text
            Layout.rightMargin: bar.narrow ? 0 : Theme.halfGap
        }
    }
}
