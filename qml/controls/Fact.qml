// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Window

// A figure with its label, and perhaps a word about it.
RowLayout {
    id: fact

    required property string title
    required property string value
    property string tag

    spacing: Theme.halfGap
    Accessible.role: Accessible.StaticText
    Accessible.name: Array.from([title + ":", value, tag]).filter(Boolean).join(" ")

    Text {
        text: fact.title
        color: Theme.softText
        font.pixelSize: Theme.normalText
        Layout.alignment: Qt.AlignBaseline
    }
    Text {
        text: fact.value
        textFormat: Text.PlainText // it may come from another machine
        color: Theme.text
        font.pixelSize: Math.round(15 * Theme.scale)
        font.weight: Font.DemiBold
        wrapMode: Text.WrapAtWordBoundaryOrAnywhere
        Layout.fillWidth: true
        Layout.maximumWidth: Math.ceil(implicitWidth)
        Layout.alignment: Qt.AlignBaseline
    }
    Tag {
        text: fact.tag
        tone: Theme.warning
    }
}
