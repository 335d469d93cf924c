// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui
import Everbounce.Window

// A member of the cluster, and a way to remove it, which asks once more.
ColumnLayout {
    id: row

    required property MembersModel members
    required property string member

    property bool doubted: false

    spacing: Theme.halfGap

    RowLayout {
        spacing: Theme.gap

        Text {
            objectName: "memberName:" + row.member
            text: row.doubted ? row.members.doubtAbout(row.member) : row.members.nameOf(row.member)
            textFormat: Text.PlainText // it holds names from other machines
            color: Theme.text
            font.pixelSize: Theme.normalText
            wrapMode: Text.Wrap
            Accessible.role: Accessible.StaticText
            Accessible.name: text
            Layout.fillWidth: true
        }
        ActionButton {
            objectName: "memberRemove:" + row.member
            visible: !row.doubted
            enabled: !row.members.busy
            font.pixelSize: Theme.smallText
            text: qsTr("Remove…")
            Accessible.name: qsTr("Remove %1").arg(row.members.nameOf(row.member))
            onClicked: {
                row.doubted = true
                keep.forceActiveFocus(Qt.TabFocusReason)
            }
        }
    }
    RowLayout {
        visible: row.doubted
        spacing: Theme.halfGap

        ActionButton {
            objectName: "memberRemoveForGood:" + row.member
            enabled: !row.members.busy
            tone: Theme.error
            text: row.members.removalOf(row.member)
            onClicked: {
                row.doubted = false
                row.members.remove(row.member)
            }
        }
        ActionButton {
            id: keep
            objectName: "memberKeep:" + row.member
            text: qsTr("Cancel")
            onClicked: row.doubted = false
        }
    }
}
