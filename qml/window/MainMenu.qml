// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic
import Everbounce.Gui
import Everbounce.Window

// The window's menu.
Menu {
    id: menu

    required property WindowMemory memory
    property bool canStartNode: false
    property bool breaks: true // faults are not switched off

    signal startNode
    signal openPage
    signal pair
    signal settings
    signal takeTour
    signal showKeys
    signal showAbout
    signal quit

    component LanguageItem: MenuItem {
        id: item

        required property WindowMemory memory
        required property string language

        objectName: "menu:language:" + language
        checkable: true
        checked: memory.language === language
        onTriggered: {
            memory.language = language
            checked = Qt.binding(() => item.memory.language === item.language)
        }
    }

    font.pixelSize: Theme.normalText
    implicitWidth: 230 * Theme.scale

    MenuItem {
        objectName: "menu:startNode"
        text: qsTr("Start another node here")
        enabled: menu.canStartNode
        onTriggered: menu.startNode()
    }
    MenuItem {
        objectName: "menu:openPage"
        text: qsTr("Open in browser")
        onTriggered: menu.openPage()
    }
    MenuItem {
        objectName: "menu:pairing"
        text: qsTr("Another machine…")
        onTriggered: menu.pair()
    }
    MenuItem {
        objectName: "menu:settings"
        text: qsTr("Settings…")
        onTriggered: menu.settings()
    }
    MenuItem {
        objectName: "menu:reducedMotion"
        text: qsTr("Reduce motion")
        checkable: true
        checked: menu.memory.reducedMotion
        onTriggered: {
            menu.memory.reducedMotion = checked
            checked = Qt.binding(() => menu.memory.reducedMotion)
        }
    }
    MenuSeparator {}
    LanguageItem {
        memory: menu.memory
        language: "system"
        text: qsTr("System language")
    }
    LanguageItem {
        memory: menu.memory
        language: "en"
        text: "English"
    }
    LanguageItem {
        memory: menu.memory
        language: "de"
        text: "Deutsch"
    }
    MenuSeparator {}
    MenuItem {
        objectName: "menu:tour"
        text: qsTr("Take the tour")
        enabled: menu.breaks
        onTriggered: menu.takeTour()
    }
    MenuItem {
        objectName: "menu:keys"
        text: qsTr("Keys")
        onTriggered: menu.showKeys()
    }
    MenuItem {
        objectName: "menu:about"
        text: qsTr("About Everbounce")
        onTriggered: menu.showAbout()
    }
    MenuSeparator {}
    MenuItem {
        objectName: "menu:quit"
        text: qsTr("Quit")
        onTriggered: menu.quit()
    }
}
