// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui
import Everbounce.Window

// One behaviour: choosing it, what there is to know about it, and the way out of quarantine.
ColumnLayout {
    id: row

    required property Commands commands
    required property int index
    required property string name
    required property string kind
    required property string tag
    required property bool current
    required property bool onTrial
    required property bool isNew
    required property bool quarantined
    required property string problem
    required property string notes
    required property string description
    required property bool madeToFail
    property string idle // why no command is possible just now
    property bool isStop: true // of the Tab key
    readonly property alias choice: choice
    readonly property bool focused: choice.activeFocus

    spacing: 2 * Theme.scale

    Choice {
        id: choice
        objectName: "behavior:" + row.name
        text: row.isNew ? qsTr("new: %1").arg(row.name) : row.name
        kind: row.kind
        tag: row.tag
        tagTone: row.onTrial || row.quarantined ? Theme.warning : Theme.accent
        soft: row.quarantined || row.problem || row.idle
        notes: [row.description, row.idle || row.notes].filter(Boolean).join(" ")
        enabled: !row.idle
        chosen: row.current
        trial: row.onTrial
        focusPolicy: row.isStop || activeFocus ? Qt.StrongFocus : Qt.ClickFocus
        busy: row.commands.slow[objectName] ?? false
        onClicked: row.commands.setBehavior(row.name)
        Layout.fillWidth: true
    }
    Text {
        objectName: "description"
        visible: text
        text: row.description
        textFormat: Text.PlainText // it may come from another machine
        color: Theme.softText
        font.pixelSize: Theme.smallText
        wrapMode: Text.WrapAtWordBoundaryOrAnywhere
        Layout.fillWidth: true
        Layout.leftMargin: 12 * Theme.scale
        Layout.rightMargin: 12 * Theme.scale
    }
    RowLayout {
        visible: row.notes
        spacing: Theme.halfGap
        Layout.leftMargin: 12 * Theme.scale
        Layout.rightMargin: 12 * Theme.scale

        Text {
            objectName: "notes"
            text: row.notes
            textFormat: Text.PlainText // it may come from another machine
            color: row.problem || row.quarantined ? Theme.warning : Theme.softText
            font.pixelSize: Theme.smallText
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            Layout.fillWidth: true
        }
        ActionButton {
            objectName: "tryAgain:" + row.name
            visible: row.quarantined
            enabled: !row.idle
            text: qsTr("Try again")
            font.pixelSize: Theme.smallText
            padding: 8 * Theme.scale
            implicitHeight: Theme.narrow ? Theme.control : 32 * Theme.scale
            busy: row.commands.slow[objectName] ?? false
            onClicked: row.commands.setBehavior(row.name, true)
            Accessible.name: qsTr("Try %1 again").arg(row.name)
        }
    }
}
