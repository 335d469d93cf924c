// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Everbounce.Window

// The title of the things below it.
Text {
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
    color: Theme.text
    font.pixelSize: Theme.largeText
    font.weight: Font.DemiBold
    Accessible.role: Accessible.Heading
    Accessible.name: text
}
