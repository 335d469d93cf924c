// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui
import Everbounce.Window

// A node that was started from this window: what becomes of it, and the ways to change that.
RowLayout {
    id: row

    required property StartedNodesModel started
    required property int number
    required property string name
    required property string told
    required property bool stays
    required property bool ending

    signal pressed

    objectName: "started:" + number
    spacing: Theme.halfGap

    Text {
        objectName: "startedTold:" + row.number
        text: row.name + "\n" + row.told
        textFormat: Text.PlainText
        color: Theme.softText
        font.pixelSize: Theme.smallText
        wrapMode: Text.Wrap
        Accessible.role: Accessible.StaticText
        Accessible.name: row.name + " " + row.told
        Layout.fillWidth: true
        Layout.minimumHeight: 3 * metrics.lineSpacing // whatever is told
    }
    FontMetrics {
        id: metrics
        font.pixelSize: Theme.smallText
    }
    StripButton {
        id: keep
        objectName: "startedKeep:" + row.number
        text: qsTr("Keep")
        enabled: !row.ending
        checkable: true
        checked: row.stays
        lines: [qsTr("Keep running when the window closes")]
        onClicked: {
            row.started.keep(row.number, !row.stays)
            checked = Qt.binding(() => row.stays)
        }
        Accessible.role: Accessible.CheckBox
        Accessible.name: qsTr("Keep %1").arg(row.name)
        hasSign: true
        sign: Knob { on: keep.checked }
    }
    StripButton {
        objectName: "startedEnd:" + row.number
        text: qsTr("End")
        enabled: !row.ending
        lines: [qsTr("Hands the lease over if it holds it, and ends.")]
        onClicked: {
            row.pressed()
            row.started.end(row.number)
        }
        Accessible.name: qsTr("End %1").arg(row.name)
    }
}
