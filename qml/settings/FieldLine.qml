// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Everbounce.Gui
import Everbounce.Window

// A setting to write: what is in the field counts when somebody presses Enter or "Apply", and not before.
ColumnLayout {
    id: line

    required property SettingField field
    required property string title
    property alias keys: edit.inputMethodHints
    readonly property bool edited: !field.fixed && edit.text !== field.text

    function enter() {
        edit.forceActiveFocus(Qt.TabFocusReason)
    }

    // What is not applied is forgotten.
    function reset() {
        edit.text = field.text
        field.forget()
    }

    spacing: 4 * Theme.scale
    Component.onCompleted: edit.text = field.text

    Connections {
        target: line.field
        function onTextChanged() { edit.text = line.field.text }
    }
    Text {
        text: line.title
        color: Theme.softText
        font.pixelSize: Theme.smallText
    }
    RowLayout {
        spacing: Theme.halfGap

        TextField {
            id: edit
            objectName: line.objectName + ":field"
            enabled: !line.field.fixed
            placeholderText: line.field.usual
            placeholderTextColor: Theme.softText
            color: enabled ? Theme.text : Theme.softText
            selectionColor: Theme.accent
            selectedTextColor: Theme.accentText
            selectByMouse: true
            font.pixelSize: Theme.normalText
            implicitHeight: Theme.control
            onTextEdited: line.field.forget()
            onAccepted: line.field.apply(text)
            Layout.fillWidth: true
            Accessible.name: line.title
            Accessible.description: line.field.told
            background: Rectangle {
                radius: 8 * Theme.scale
                color: edit.enabled ? Theme.surface : Theme.over
                border {
                    width: edit.activeFocus ? 2 : 1
                    color: line.field.wrong ? Theme.error : edit.activeFocus ? Theme.accent : Theme.line
                }
            }
        }
        ActionButton {
            objectName: line.objectName + ":apply"
            visible: !line.field.fixed
            enabled: line.edited
            text: qsTr("Apply")
            onClicked: {
                edit.forceActiveFocus(Qt.OtherFocusReason) // this button is about to have nothing to do
                line.field.apply(edit.text)
            }
            Accessible.name: qsTr("%1: apply").arg(line.title)
        }
    }
    Text {
        objectName: line.objectName + ":told"
        visible: text !== ""
        text: line.field.told
        textFormat: Text.PlainText // it holds names
        color: line.field.wrong ? Theme.error : Theme.softText
        font.pixelSize: Theme.smallText
        wrapMode: Text.WrapAtWordBoundaryOrAnywhere
        Layout.fillWidth: true
        Accessible.role: line.field.wrong ? Accessible.AlertMessage : Accessible.StaticText
        Accessible.name: text
    }
}
