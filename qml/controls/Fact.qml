// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Window

// A figure with its label, which is a word of the house.
RowLayout {
    id: fact

    required property string title
    required property string names // the word
    required property string value

    spacing: 6 * Theme.scale
    Accessible.role: Accessible.StaticText
    Accessible.name: title + ": " + value

    Word {
        text: fact.title
        names: fact.names
        font.pixelSize: Theme.normalText
        Layout.alignment: Qt.AlignBaseline
    }
    Text {
        text: fact.value
        textFormat: Text.PlainText
        color: Theme.text
        font.pixelSize: Theme.normalText
        font.weight: Font.DemiBold
        Layout.alignment: Qt.AlignBaseline
    }
}
