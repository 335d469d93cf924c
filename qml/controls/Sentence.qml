// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Window

// What is told in a sheet or a part of the window; nothing as long as there is nothing to tell.
Text {
    color: Theme.text
    font.pixelSize: Theme.normalText
    textFormat: Text.PlainText // it holds names and addresses from other machines
    wrapMode: Text.Wrap
    visible: text !== ""
    Accessible.role: Accessible.StaticText
    Accessible.name: text
    Layout.fillWidth: true
}
