// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Everbounce.Window

// Shown over the window until it is closed.
Popup {
    id: sheet

    property string title
    property alias closeText: closing.text
    default property alias items: scroller.items

    modal: true
    focus: true
    anchors.centerIn: parent
    width: Math.min(440 * Theme.scale, parent ? parent.width - 2 * Theme.gap : 0)
    height: Math.min(implicitHeight, parent ? parent.height - 2 * Theme.gap : 0)
    padding: Theme.gap
    closePolicy: Popup.CloseOnEscape | Popup.CloseOnPressOutside
    onOpened: closing.forceActiveFocus(Qt.PopupFocusReason)

    background: Rectangle {
        radius: Theme.radius
        color: Theme.surface
        border { width: 1; color: Theme.line }
    }
    contentItem: ColumnLayout {
        spacing: Theme.gap
        Keys.forwardTo: [scroller] // the focus is on the button

        SectionTitle {
            text: sheet.title
            Layout.fillWidth: true
        }
        Scroller {
            id: scroller
            objectName: "scroller"
            implicitHeight: contentHeight
            // Rings of the keyboard's focus and the scroll bar lie in the sheet's margins.
            padding: 4
            leftPadding: Theme.halfGap
            rightPadding: Theme.gap
            Layout.leftMargin: -leftPadding
            Layout.rightMargin: -rightPadding
            Layout.topMargin: -padding
            Layout.bottomMargin: -padding
            Layout.fillWidth: true
            Layout.fillHeight: true
        }
        ActionButton {
            id: closing
            objectName: "close"
            text: qsTr("Close")
            onClicked: sheet.close()
            Layout.alignment: Qt.AlignRight
        }
    }
}
