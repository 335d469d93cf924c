// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Everbounce.Gui

// One thing that just happened.
Rectangle {
    id: alert

    required property string text
    required property string node
    required property int level

    readonly property color tone: level === EventsModel.Error ? Theme.error
                                : level === EventsModel.Warning ? Theme.warning : Theme.accent

    objectName: "alert"
    implicitHeight: label.implicitHeight + 14 * Theme.scale
    radius: 8
    color: Theme.surface
    border { width: 1; color: Theme.line }
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text

    Rectangle {
        anchors { left: parent.left; top: parent.top; bottom: parent.bottom; margins: 6 }
        width: 4
        radius: 2
        color: alert.tone
    }
    Text {
        id: label
        anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter }
        anchors { leftMargin: 20 * Theme.scale; rightMargin: 12 * Theme.scale }
        text: alert.text
        textFormat: Text.PlainText // it comes from other machines
        wrapMode: Text.Wrap
        maximumLineCount: 4
        elide: Text.ElideRight
        color: Theme.text
        font.pixelSize: Theme.normalText
    }
}
