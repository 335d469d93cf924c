// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui
import Everbounce.Window

// While chaos is on, it breaks something every few seconds. The cluster runs it: every window and page shows the same.
GridLayout {
    id: row

    required property ClusterState cluster
    required property Commands commands

    readonly property string explained: qsTr("A random fault every three to six seconds, for ten minutes or until it is"
                                             + " switched off. At least two nodes stay unharmed.")
    readonly property bool narrow: width < 420 * Theme.scale

    columns: narrow ? 2 : 3
    columnSpacing: Theme.gap
    rowSpacing: Theme.halfGap

    Rectangle { // what is above is done by hand
        implicitHeight: 1
        color: Theme.line
        Layout.row: 0
        Layout.column: 0
        Layout.columnSpan: row.columns
        Layout.fillWidth: true
        Layout.topMargin: Theme.halfGap
    }
    Pressable {
        id: control

        readonly property color tone: checked ? Theme.error : Theme.text

        objectName: "chaos"
        text: qsTr("Chaos")
        checkable: true
        checked: row.cluster.chaosOn
        onClicked: {
            row.commands.setChaos(!row.cluster.chaosOn)
            checked = Qt.binding(() => row.cluster.chaosOn)
        }
        font.weight: Font.DemiBold
        Layout.row: 1
        Layout.column: 0
        Accessible.role: Accessible.CheckBox
        Accessible.description: row.explained + " " + row.cluster.chaosNews + " " + row.cluster.chaosSummary

        contentItem: RowLayout {
            spacing: Theme.halfGap

            Rectangle {
                implicitWidth: 32 * Theme.scale
                implicitHeight: 18 * Theme.scale
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
            Text {
                text: control.text
                color: control.tone
                font: control.font
            }
        }
        background: Rectangle {
            radius: 8 * Theme.scale
            color: control.down ? Theme.line : control.hovered ? Theme.over : Theme.surface
            border { width: 1; color: control.checked ? Theme.error : Theme.line }
        }
    }
    ColumnLayout {
        spacing: 0
        Layout.fillWidth: true
        Layout.row: row.narrow ? 2 : 1
        Layout.column: row.narrow ? 0 : 1
        Layout.columnSpan: row.narrow ? 2 : 1

        Text {
            text: row.explained
            color: Theme.softText
            font.pixelSize: Theme.smallText
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        Text {
            objectName: "chaosNews"
            visible: text
            text: row.cluster.chaosNews
            textFormat: Text.PlainText // it holds names from other machines
            color: Theme.text
            font.pixelSize: Theme.smallText
            font.weight: Font.DemiBold
            wrapMode: Text.Wrap
            Accessible.role: Accessible.StaticText
            Accessible.name: text
            Layout.fillWidth: true
        }
        Text {
            objectName: "chaosMisses"
            visible: text
            text: row.cluster.chaosMisses
            textFormat: Text.PlainText
            color: Theme.error
            font.pixelSize: Theme.smallText
            wrapMode: Text.Wrap
            Accessible.role: Accessible.StaticText
            Accessible.name: text
            Layout.fillWidth: true
        }
    }
    Text {
        objectName: "survived"
        visible: text
        text: row.cluster.chaosSummary
        color: Theme.text
        font.pixelSize: Theme.largeText
        font.weight: Font.DemiBold
        horizontalAlignment: Text.AlignRight
        Accessible.role: Accessible.StaticText
        Accessible.name: text
        Layout.fillWidth: row.narrow
        Layout.row: 1
        Layout.column: row.narrow ? 1 : 2
    }
}
