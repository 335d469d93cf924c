// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts

// One thing that is so, under its name.
ColumnLayout {
    id: fact

    required property string name
    required property string value

    spacing: 2
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%1: %2").arg(name).arg(value)

    Text {
        text: fact.name
        textFormat: Text.PlainText
        elide: Text.ElideRight
        color: Theme.softText
        font.pixelSize: Theme.smallText
        Layout.fillWidth: true
    }
    Text {
        text: fact.value
        textFormat: Text.PlainText
        elide: Text.ElideRight
        color: Theme.text
        font.pixelSize: Theme.normalText
        font.weight: Font.DemiBold
        Layout.fillWidth: true
    }
}
