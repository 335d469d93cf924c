// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui
import Everbounce.Window

// What somebody chooses for this node and its window. Everything takes effect at once and is remembered.
Sheet {
    id: sheet

    required property NodeSettingsModel settings
    required property SharingModel sharing
    required property Autostart autostart
    required property HandoverNotice notice
    required property WindowMemory memory
    property bool hasTray: false // this desktop has one

    signal looking // at what the desktop has just now
    signal showOnPhone

    component Heading: SectionTitle {
        Layout.fillWidth: true
        font.pixelSize: Math.round(15 * Theme.scale)
    }

    objectName: "settings"
    title: qsTr("Settings")
    onAboutToShow: {
        looking()
        name.reset()
        port.reset()
    }
    onOpened: {
        const first = [name, port].find(line => line.visible && !line.field.fixed)
        if (first)
            first.enter()
    }

    Heading {
        visible: sheet.settings.available
        text: qsTr("This node")
    }
    FieldLine {
        id: name
        Layout.fillWidth: true
        objectName: "settings:name"
        visible: sheet.settings.available
        field: sheet.settings.name
        title: qsTr("Name")
    }
    FieldLine {
        id: port
        Layout.fillWidth: true
        objectName: "settings:port"
        visible: sheet.settings.available
        field: sheet.settings.port
        title: qsTr("Port of the page")
        keys: Qt.ImhDigitsOnly
    }
    SwitchLine {
        Layout.fillWidth: true
        objectName: "settings:share"
        visible: sheet.sharing.available
        enabled: !sheet.sharing.fixed
        text: qsTr("Share on this network")
        on: sheet.sharing.on
        told: sheet.sharing.news || sheet.sharing.told
        onWanted: on => sheet.sharing.share(on)
    }
    ActionButton {
        objectName: "settings:phone"
        visible: sheet.sharing.reachable
        font.pixelSize: Theme.smallText
        text: qsTr("Show on phone")
        onClicked: sheet.showOnPhone()
    }
    Heading {
        text: qsTr("This desktop")
        topPadding: Theme.gap
    }
    SwitchLine {
        Layout.fillWidth: true
        objectName: "settings:autostart"
        text: qsTr("Start with the session")
        on: sheet.autostart.on
        told: sheet.autostart.news
        tone: Theme.error
        onWanted: on => sheet.autostart.set(on)
    }
    SwitchLine {
        Layout.fillWidth: true
        objectName: "settings:tray"
        text: qsTr("Keep running in the tray")
        enabled: sheet.hasTray || sheet.memory.staysInTray
        on: sheet.memory.staysInTray
        told: sheet.hasTray ? qsTr("Closing the window then hides it; the tray's menu shows it again, or quits.")
            : qsTr("This desktop has no tray: closing the window quits.")
        onWanted: on => sheet.memory.staysInTray = on
    }
    SwitchLine {
        Layout.fillWidth: true
        objectName: "settings:notify"
        text: qsTr("Notify when another node takes over")
        on: sheet.memory.notifies
        told: sheet.notice.news
        onWanted: on => sheet.memory.notifies = on
    }
    LanguageLine {
        Layout.fillWidth: true
        memory: sheet.memory
    }
    Text {
        objectName: "settings:telemetry"
        text: qsTr("Everbounce sends no telemetry: it speaks to the nodes of its cluster and to its viewers, and to nobody else.")
        color: Theme.softText
        font.pixelSize: Theme.smallText
        wrapMode: Text.Wrap
        Accessible.role: Accessible.StaticText
        Accessible.name: text
        Layout.fillWidth: true
        topPadding: Theme.gap
    }
}
