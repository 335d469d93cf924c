// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Everbounce.Gui
import Everbounce.Window

// Something that just happened. It stays while it is pointed at or has the keyboard's focus.
AlertItem {
    id: alert

    required property int number
    required property string text
    required property int level

    property bool small: false

    readonly property bool held: pointer.hovered || activeFocus
    readonly property color tone: level === EventsModel.Error ? Theme.error
                                : level === EventsModel.Warning ? Theme.warning : Theme.accent

    signal dismissed

    objectName: "alert"
    implicitHeight: Math.ceil(label.implicitHeight + (small ? 8 : 12) * Theme.scale)
    activeFocusOnTab: true
    Keys.onEscapePressed: {
        alert.nextItemInFocusChain().forceActiveFocus(Qt.TabFocusReason)
        alert.dismissed()
    }
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text
    Accessible.focusable: true

    HoverHandler { id: pointer }
    Rectangle {
        anchors.fill: parent
        radius: 8 * Theme.scale
        color: Theme.surface
        border { width: alert.activeFocus ? 2 : 1; color: alert.activeFocus ? Theme.accent : Theme.line }
    }
    Rectangle {
        anchors { left: parent.left; top: parent.top; bottom: parent.bottom; margins: 6 }
        width: 4
        radius: 2
        color: alert.tone
    }
    Text {
        id: label
        anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter }
        anchors { leftMargin: 18 * Theme.scale; rightMargin: 12 * Theme.scale }
        text: alert.text
        textFormat: Text.PlainText // it comes from other machines
        wrapMode: Text.WrapAtWordBoundaryOrAnywhere
        color: Theme.text
        font.pixelSize: alert.small ? Math.round(13 * Theme.scale) : Theme.normalText
    }
}
