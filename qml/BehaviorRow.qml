// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui

// One behaviour: choosing it, what is to be known of it, and the way out of quarantine.
RowLayout {
    id: row

    required property Commands commands
    required property string name
    required property string kind
    required property string where
    required property bool current
    required property bool onTrial
    required property bool isNew
    required property bool quarantined
    required property string problem
    required property string notes

    spacing: Theme.halfGap

    Choice {
        objectName: "behavior:" + row.name
        text: row.isNew ? qsTr("new: %1").arg(row.name) : row.name
        kind: Array.from([row.kind, row.where]).filter(Boolean).join(" · ")
        notes: row.notes
        notesTone: row.problem || row.quarantined ? Theme.warning : row.onTrial ? Theme.accent : Theme.softText
        chosen: row.current
        trial: row.onTrial
        busy: row.commands.slow[objectName] ?? false
        onClicked: row.commands.setBehavior(row.name)
        Layout.fillWidth: true
    }
    ActionButton {
        objectName: "tryAgain:" + row.name
        visible: row.quarantined
        text: qsTr("Try again")
        font.pixelSize: Theme.smallText
        padding: 8 * Theme.scale
        busy: row.commands.slow[objectName] ?? false
        onClicked: row.commands.setBehavior(row.name, true)
        Accessible.name: qsTr("Try %1 again").arg(row.name)
    }
}
