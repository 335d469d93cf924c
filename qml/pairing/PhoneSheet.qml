// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui
import Everbounce.Window

// The way to this node's page, for a phone's camera and for its owner.
Sheet {
    id: sheet

    required property SharingModel sharing

    objectName: "phone"
    title: qsTr("Show on phone")
    onAboutToShow: sharing.makeLink("")
    onClosed: sharing.forgetLink()

    component Told: Text {
        color: Theme.text
        font.pixelSize: Theme.normalText
        textFormat: Text.PlainText
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.WrapAnywhere
        Accessible.role: Accessible.StaticText
        Accessible.name: text
        Layout.fillWidth: true
    }
    component RoleButton: ActionButton {
        required property string role

        objectName: "phoneRole:" + role
        font.pixelSize: Theme.smallText
        tone: sheet.sharing.role === role ? Theme.accent : Theme.text
        checkable: true
        checked: sheet.sharing.role === role
        onClicked: {
            sheet.sharing.makeLink(role)
            checked = Qt.binding(() => sheet.sharing.role === role)
        }
    }

    RowLayout {
        spacing: Theme.halfGap
        Layout.alignment: Qt.AlignHCenter

        RoleButton { role: ""; text: qsTr("Address") }
        RoleButton { role: "viewer"; text: qsTr("To watch") }
        RoleButton { role: "operator"; text: qsTr("To command") }
    }
    Image {
        objectName: "phoneCode"
        source: sheet.sharing.code
        visible: source.toString() !== ""
        sourceSize { width: 280 * Theme.scale; height: 280 * Theme.scale }
        smooth: false
        Accessible.role: Accessible.Graphic
        Accessible.name: qsTr("The address as a QR code")
        Layout.preferredWidth: 280 * Theme.scale
        Layout.preferredHeight: 280 * Theme.scale
        Layout.alignment: Qt.AlignHCenter
    }
    Told {
        objectName: "phoneAddress"
        text: sheet.sharing.address
        font.weight: Font.DemiBold
        visible: text !== ""
    }
    Told {
        objectName: "phoneTold"
        text: sheet.sharing.linkTold
        color: Theme.softText
        wrapMode: Text.Wrap
    }
}
