// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Everbounce.Window

// A word or two about the thing beside it.
Rectangle {
    id: tag

    property string text
    property color tone: Theme.softText
    property color outline: tone

    visible: text
    implicitWidth: label.implicitWidth + 14 * Theme.scale
    implicitHeight: label.implicitHeight + 4 * Theme.scale
    radius: height / 2
    color: "transparent"
    border { width: 1; color: tag.outline }

    Text {
        id: label
        anchors.centerIn: parent
        text: tag.text
        textFormat: Text.PlainText
        color: tag.tone
        font.pixelSize: Theme.smallText
    }
}
