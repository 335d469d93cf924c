// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Everbounce.Window

// Promises of the sheet of settings.
TestCase {
    id: test

    name: "Settings"
    width: 640
    height: 900
    visible: true
    when: windowShown

    SettingsSheet {
        id: sheet
        settings: bench.settings
        sharing: bench.sharing
        autostart: bench.autostart
        notice: bench.notice
        memory: bench.memory
        hasTray: true
    }
    SignalSpy {
        id: looked
        target: sheet
        signalName: "looking"
    }

    function item(name) {
        return findChild(sheet.contentItem, "settings:" + name)
    }

    function init() {
        bench.giveName("", "")
        bench.refuseSettings("")
        sheet.open()
        tryVerify(() => sheet.opened)
        waitForRendering(sheet.contentItem)
    }

    function cleanup() {
        sheet.close()
        tryVerify(() => !sheet.visible)
        sheet.hasTray = true
        test.height = 900
    }

    function write(text) {
        for (const letter of text)
            keyClick(letter)
    }

    function test_aNameIsWrittenByTheKeyboardAlone() {
        verify(item("name:field").activeFocus)
        compare(item("name:told").text, "Now laptop:4000.")
        verify(!item("name:apply").enabled)
        write("desk")
        verify(item("name:apply").enabled)
        compare(bench.askedOfSettings(), [])
        keyClick(Qt.Key_Return)
        compare(bench.askedOfSettings(), ["name desk"])
        compare(item("name:field").text, "desk")
        verify(!item("name:apply").enabled)
        verify(item("name:field").activeFocus)
    }

    function test_theButtonDoesTheSame() {
        mouseClick(item("port:field"))
        write("4123")
        mouseClick(item("port:apply"))
        compare(bench.askedOfSettings(), ["port 4123"])
        verify(item("port:field").activeFocus)
    }

    function test_whatIsWrongStandsBesideTheFieldUntilItIsChanged() {
        mouseClick(item("port:field"))
        write("70000")
        keyClick(Qt.Key_Return)
        compare(item("port:told").text, "A port is a number from 0 to 65535.")
        compare(item("port:field").text, "70000")
        compare(bench.askedOfSettings(), [])
        keyClick(Qt.Key_Backspace)
        compare(item("port:told").text, "Now 4000.")
        bench.refuseSettings("Port 7000 is in use.")
        keyClick(Qt.Key_Return)
        compare(item("port:told").text, "Port 7000 is in use.")
    }

    function test_whatIsNotAppliedIsForgotten() {
        write("half a na")
        keyClick(Qt.Key_Escape)
        tryVerify(() => !sheet.visible)
        sheet.open()
        tryVerify(() => sheet.opened)
        compare(item("name:field").text, "")
        compare(bench.askedOfSettings(), [])
    }

    function test_whatIsGivenIsShownAndCannotBeChanged() {
        bench.giveName("lamp", "--name")
        compare(item("name:field").text, "lamp")
        verify(!item("name:field").enabled)
        verify(!item("name:apply").visible)
        compare(item("name:told").text, "Set by --name. Start without that option to change it here.")
        verify(item("port:field").enabled)
        sheet.close()
        tryVerify(() => !sheet.visible)
        sheet.open()
        tryVerify(() => item("port:field").activeFocus)
    }

    function test_linesThatWrapTakeTheirRoom() {
        sheet.hasTray = false
        test.width = 300
        const [tray, notify] = [item("tray"), item("notify")]
        tryVerify(() => tray.height > notify.height + 20)
        tryVerify(() => notify.y >= tray.y + tray.height)
        compare(tray.height, tray.implicitHeight)
        test.width = 640
    }

    function test_switchesAreSwitchedByMouseAndKeyboard_data() {
        return [
            { tag: "autostart", name: "autostart", is: () => bench.autostart.on },
            { tag: "tray", name: "tray", is: () => bench.memory.staysInTray },
            { tag: "notify", name: "notify", is: () => bench.memory.notifies },
        ]
    }

    function test_switchesAreSwitchedByMouseAndKeyboard(data) {
        const line = item(data.name)
        verify(!data.is())
        mouseClick(line)
        verify(data.is())
        verify(line.checked)
        line.forceActiveFocus(Qt.TabFocusReason)
        keyClick(Qt.Key_Space)
        verify(!data.is())
        verify(!line.checked)
    }

    function test_whereThereIsNoTrayNobodyCanWantIt() {
        sheet.hasTray = false
        verify(!item("tray").enabled)
        verify(item("tray").told.includes("no tray"))
    }

    function test_theDesktopIsLookedAtWheneverItOpens() {
        looked.clear()
        sheet.close()
        tryVerify(() => !sheet.visible)
        sheet.open()
        compare(looked.count, 1)
    }

    function test_theLanguageIsChosen() {
        const choice = item("language")
        choice.forceActiveFocus(Qt.TabFocusReason)
        keyClick(Qt.Key_Down)
        keyClick(Qt.Key_Down)
        compare(bench.memory.language, "de")
        keyClick(Qt.Key_Up)
        keyClick(Qt.Key_Up)
        compare(bench.memory.language, "system")
    }

    function test_everythingIsReachedByTabWhereTheWindowIsLow() {
        test.height = 320
        const scroller = findChild(sheet.contentItem, "scroller")
        tryVerify(() => scroller.contentHeight > scroller.height)
        for (const name of ["port:field", "autostart", "tray", "notify", "language"]) {
            for (let i = 0; i < 12 && !item(name).activeFocus; ++i)
                keyClick(Qt.Key_Tab)
            verify(item(name).activeFocus, name)
            const at = item(name).mapToItem(scroller, 0, 0).y
            verify(at >= 0 && at + item(name).height <= scroller.height, name)
        }
    }

    function test_everythingHasAName() {
        for (const name of ["name:field", "name:apply", "port:field", "port:apply", "autostart", "tray", "notify", "language"])
            verify(item(name).Accessible.name !== "", name)
        verify(item("telemetry").text.includes("no telemetry"))
    }
}
