// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Everbounce.Window

// Promises of the menu and of what it opens.
TestCase {
    id: test

    name: "Menu"
    width: 600
    height: 600
    visible: true
    when: windowShown

    MainMenu {
        id: menu
        memory: bench.memory
        onShowKeys: keyList.open()
        onShowAbout: about.open()
        onSettings: settings.open()
    }
    MenuButton {
        id: button
        x: 500
        menu: menu
    }
    KeyList { id: keyList }
    Sheet { id: settings }
    About {
        id: about
        version: "1.2.3"
        qtVersion: "6.4.2"
    }
    SignalSpy {
        id: quit
        target: menu
        signalName: "quit"
    }

    function item(name) {
        for (let i = 0; i < menu.count; ++i) {
            if (menu.itemAt(i).objectName === "menu:" + name)
                return menu.itemAt(i)
        }
        return null
    }

    function open() {
        mouseClick(button)
        tryVerify(() => menu.opened)
        waitForRendering(menu.contentItem)
    }

    function test_aboutTellsTheVersions() {
        open()
        mouseClick(item("about"))
        tryVerify(() => about.opened)
        compare(findChild(about.contentItem, "versions").text, "Everbounce 1.2.3, with Qt 6.4.2")
        keyClick(Qt.Key_Escape)
        tryVerify(() => !about.visible)
    }

    function test_theSettingsAreReached() {
        open()
        mouseClick(item("settings"))
        tryVerify(() => settings.opened)
        settings.close()
        tryVerify(() => !settings.visible)
    }

    function test_theKeysAreShown() {
        open()
        mouseClick(item("keys"))
        tryVerify(() => keyList.opened)
        let below = 0
        for (const [key] of keyList.keys) { // each cap beside its own words, and below the one before
            const line = findChild(keyList.contentItem, "key:" + key)
            const [cap, what] = ["cap", "what"].map(name => findChild(line, name))
            fuzzyCompare(cap.y + cap.height / 2, what.y + what.height / 2, 1)
            verify(cap.y >= 0 && cap.y + cap.height <= line.height)
            verify(line.y >= below)
            below = line.y + line.height
        }
        mouseClick(findChild(keyList.contentItem, "close"))
        tryVerify(() => !keyList.visible)
    }

    function test_theListOfKeysScrollsByKeysWhereItIsLow() {
        test.height = 260
        keyList.open()
        tryVerify(() => keyList.opened)
        const scroller = findChild(keyList.contentItem, "scroller")
        tryVerify(() => scroller.contentHeight > scroller.height)
        verify(findChild(keyList.contentItem, "close").activeFocus)
        keyClick(Qt.Key_Down)
        verify(scroller.contentY > 0)
        keyClick(Qt.Key_End)
        fuzzyCompare(scroller.contentY, scroller.contentHeight - scroller.height, 0.5)
        keyClick(Qt.Key_Home)
        compare(scroller.contentY, 0)
        keyList.close()
        tryVerify(() => !keyList.visible)
        test.height = 600
    }

    function test_motionIsReducedAndAllowedAgain() {
        for (const reduced of [true, false]) {
            open()
            compare(item("reducedMotion").checked, !reduced)
            mouseClick(item("reducedMotion"))
            compare(bench.memory.reducedMotion, reduced)
            tryVerify(() => !menu.visible)
        }
    }

    function test_theMenuQuitsByKeyboardToo() {
        quit.clear()
        button.forceActiveFocus(Qt.TabFocusReason)
        keyClick(Qt.Key_Space)
        tryVerify(() => menu.opened)
        for (let i = 0; i < menu.count && !(item("quit").highlighted); ++i)
            keyClick(Qt.Key_Down)
        keyClick(Qt.Key_Return)
        compare(quit.count, 1)
    }
}
