// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Everbounce.Window

// Promises of the flight recorder's section: what it says, by mouse and by keyboard.
TestCase {
    id: test

    name: "Recorder"
    width: 700
    height: 400
    visible: true
    when: windowShown

    RecorderSection {
        id: section
        recorder: bench.recorder
        failover: bench.failover
    }

    SignalSpy {
        id: wanted
        target: bench.failover
        signalName: "wanted"
    }
    SignalSpy {
        id: refreshed
        target: bench.recorder
        signalName: "refreshed"
    }

    readonly property Item drawing: findChild(section, "recorder")

    function initTestCase() {
        bench.show([], 0, 0)
        bench.show([{ id: 1, name: "alpha" }, { id: 2, name: "beta" }], 1, 5)
        waitForRendering(section)
    }

    function init() {
        bench.forgetEvents()
        bench.leased(2, 6, 0.25)
        bench.injected("isolate-node", 1, 5)
    }

    function cleanup() {
        drawing.leave()
        mouseMove(section, 5, 5)
    }

    function test_theMinuteIsSummedUp() {
        const summary = findChild(section, "recorderSummary").text
        verify(summary.includes("1 injected fault · 1 change of holder · longest gap 250\u00a0ms"), summary)
    }

    function test_aChangeOfHandsCanBeOpened() {
        const height = section.implicitHeight
        const opening = findChild(section, "failover:6")
        verify(opening)
        mouseClick(opening)
        compare(wanted.count, 1)
        compare(wanted.signalArguments[0][0], 6)
        bench.forgetEvents()
        tryVerify(() => !findChild(section, "failover:6"))
        compare(section.implicitHeight, height) // nothing below moves
    }

    function test_noNodeIsBlueAsTheBallIs() {
        for (const choice of ["light", "dark"]) {
            Theme.choice = choice
            for (const color of Theme.nodeColors)
                verify(color.toString() !== Theme.accent.toString())
        }
        Theme.choice = "system"
    }

    function test_pointingTellsTheFigures() {
        compare(drawing.told, "")
        mouseMove(drawing, drawing.width - 20, 30)
        mouseMove(drawing, drawing.width - 4, 40)
        tryVerify(() => drawing.told.includes("beta held the lease (term 6)"), 5000)
        verify(drawing.told.includes("Isolate the node: alpha"), drawing.told)
        mouseMove(section, 5, 5)
        tryCompare(drawing, "told", "")
    }

    function test_theArrowKeysGoFromThingToThing() {
        section.enter()
        verify(drawing.activeFocus)
        keyClick(Qt.Key_Left)
        verify(drawing.told !== "")
        let told = []
        for (let i = 0; i < 6; ++i) {
            told.push(drawing.told)
            refreshed.clear()
            refreshed.wait() // the minute moves on
            keyClick(Qt.Key_Left)
        }
        verify(told.some(text => text.includes("no holder for 250 ms")), told.join("|"))
        verify(drawing.told.startsWith("60.0 s ago"), drawing.told)
        keyClick(Qt.Key_Right)
        verify(!drawing.told.startsWith("60.0 s ago"), drawing.told)
        keyClick(Qt.Key_Escape)
        compare(drawing.told, "")
    }

    function test_whatIsLookedAtByKeysMovesOnWithTheMinute() {
        section.enter()
        keyClick(Qt.Key_Left)
        const [told, cursor] = [drawing.told, drawing.cursor]
        tryVerify(() => drawing.cursor < cursor && drawing.told !== told)
        verify(drawing.told.includes("Isolate the node: alpha"), drawing.told)
    }

    function test_homeAndEndGoToTheEndsOfTheMinute() {
        section.enter()
        keyClick(Qt.Key_Home)
        verify(drawing.told.startsWith("60.0 s ago: "), drawing.told)
        keyClick(Qt.Key_End)
        verify(drawing.told.startsWith("Now: beta held the lease (term 6)"), drawing.told)
    }

    function test_theMinuteIsDrawn_data() {
        return [{ tag: "light" }, { tag: "dark" }]
    }
    function test_theMinuteIsDrawn(data) {
        const colorAt = (x, y) => {
            const place = drawing.mapToItem(section, x, y)
            return grabImage(section).pixel(place.x, place.y).toString()
        }
        Theme.choice = data.tag
        bench.leased(1, 7, 0)
        tryVerify(() => colorAt(drawing.width - 8, 10) === Theme.nodeColors[0].toString()) // the newest, at the right edge
        bench.leased(2, 8, 0)
        tryVerify(() => colorAt(drawing.width - 8, 10) === Theme.nodeColors[1].toString())
        compare(colorAt(drawing.width - 8, 110), Theme.over.toString()) // no stall
        Theme.choice = "system"
    }

    function test_anHourIsShownByAPressOrByKeys() {
        const height = section.implicitHeight
        mouseClick(findChild(section, "zoom:60"))
        compare(bench.recorder.minutes, 60)
        verify(findChild(section, "recorderSummary").text.startsWith("Last hour: 1 injected fault"))
        section.enter()
        keyClick(Qt.Key_Home)
        verify(drawing.told.startsWith("60 min 0 s ago: "), drawing.told)
        verify(findChild(section, "recorderFigures").visible) // in place of the summary
        keyClick(Qt.Key_Plus)
        compare(bench.recorder.minutes, 10)
        verify(!findChild(section, "recorderFigures").visible)
        verify(findChild(section, "recorderSummary").text.startsWith("Last 10 minutes: "))
        keyClick(Qt.Key_Minus)
        keyClick(Qt.Key_Minus)
        compare(bench.recorder.minutes, 60) // there is no more
        keyClick(Qt.Key_Plus)
        keyClick(Qt.Key_Plus)
        keyClick(Qt.Key_Plus)
        compare(bench.recorder.minutes, 1)
        compare(section.implicitHeight, height)
    }

    function test_theSameIsToldToScreenReaders() {
        section.enter()
        compare(drawing.Accessible.description, bench.recorder.summary)
        keyClick(Qt.Key_Left)
        compare(drawing.Accessible.description, drawing.told)
    }

    function test_withReducedMotionItMovesOnOnceASecond() {
        compare(bench.recorder.rate, 4)
        Theme.reducedMotion = true
        compare(bench.recorder.rate, 1)
        Theme.reducedMotion = false
    }
}
