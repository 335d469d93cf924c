// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui
import Everbounce.Window

// Opens this node to its network, and shows a phone the way.
ColumnLayout {
    id: part

    required property SharingModel sharing

    signal showOnPhone

    spacing: Theme.halfGap
    visible: sharing.available

    RowLayout {
        spacing: Theme.halfGap

        StripButton {
            id: control
            objectName: "share"
            text: qsTr("Share on this network")
            enabled: !part.sharing.fixed
            checkable: true
            checked: part.sharing.on
            onClicked: {
                part.sharing.share(!part.sharing.on)
                checked = Qt.binding(() => part.sharing.on)
            }
            Accessible.role: Accessible.CheckBox
            Accessible.description: part.sharing.told
            hasSign: true
            signFirst: true
            sign: Knob { on: control.checked }
        }
        ActionButton {
            objectName: "showOnPhone"
            visible: part.sharing.reachable
            font.pixelSize: Theme.smallText
            text: qsTr("Show on phone")
            onClicked: part.showOnPhone()
        }
    }
    Sentence {
        objectName: "shareTold"
        text: part.sharing.told
    }
    Sentence {
        objectName: "shareNews"
        text: part.sharing.news
        color: Theme.softText
    }
}
