// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Everbounce.Window

// Promises of the alerts: what is told, in which order, and how long.
TestCase {
    id: test

    name: "Alerts"
    width: 320
    height: 300
    visible: true
    when: windowShown

    Rectangle {
        id: other
        width: 20
        height: 20
        activeFocusOnTab: true
    }
    Alerts {
        id: list
        x: 20
        y: test.height - height
        width: test.width - x
        tallest: test.height
        events: bench.events
    }

    function shown() {
        return Array.from(list.contentItem.children[0].children).filter(child => child.objectName === "alert")
    }

    function alerts() {
        return shown().map(alert => alert.text).join("|")
    }

    function say(text) {
        bench.say(text)
        tryVerify(() => alerts().endsWith(text))
        waitForRendering(list)
        return shown().find(alert => alert.text === text)
    }

    function cleanup() {
        mouseMove(test, 5, 100) // beside them
        other.forceActiveFocus()
        list.few = false
        tryVerify(() => alerts() === "", 10000)
    }

    function test_theyComeAndLeave() {
        compare(alerts(), "")
        say("Ball crashed: segmentation fault")
        say("<b>Ball</b> state restored")
        compare(alerts(), "Ball crashed: segmentation fault|<b>Ball</b> state restored")
        tryVerify(() => alerts() === "", 10000)
    }

    function test_theNewestIsNearestTheCorner() {
        const first = say("first")
        const bottom = first.mapToItem(test, 0, first.height).y
        const second = say("second")
        fuzzyCompare(second.mapToItem(test, 0, second.height).y, bottom, 0.5)
        verify(first.mapToItem(test, 0, first.height).y < bottom)
    }

    function test_oneStaysWhileItIsPointedAt() {
        say("another")
        const alert = say("read me")
        mouseMove(alert, 20, alert.height / 2)
        tryVerify(() => alert.held)
        tryVerify(() => alerts() === "read me", 10000)
        mouseMove(test, 5, 100) // beside them
        tryVerify(() => !alert.held)
        compare(alerts(), "read me") // for its whole time
    }

    function test_whatIsPointedAtDoesNotMove() {
        const alert = say("look at me")
        say("below")
        mouseMove(alert, 20, alert.height / 2)
        tryVerify(() => alert.held)
        const place = alert.mapToItem(test, 0, 0).y
        bench.say("above")
        tryVerify(() => alerts() === "above|look at me|below")
        tryVerify(() => alerts() === "look at me|below", 10000)
        fuzzyCompare(alert.mapToItem(test, 0, 0).y, place, 0.5)
        mouseMove(test, 5, 100)
        tryVerify(() => alerts() === "", 10000)
    }

    function test_oneStaysWhileItHasTheFocusAndEscClosesIt() {
        const alert = say("read me")
        other.forceActiveFocus()
        keyClick(Qt.Key_Tab)
        verify(alert.activeFocus)
        bench.say("another") // whose time begins later, and so ends later
        tryVerify(() => alerts() === "another|read me")
        tryVerify(() => alerts() === "read me", 10000)
        keyClick(Qt.Key_Escape)
        compare(alerts(), "")
        verify(other.activeFocus)
    }

    function test_aBurstKeepsTheNewestAndWhatIsLookedAt() {
        const alert = say("alert 0")
        alert.forceActiveFocus()
        for (let i = 1; i <= 6; ++i)
            bench.say("alert " + i)
        tryVerify(() => alerts() === "alert 3|alert 4|alert 5|alert 6|alert 0")
    }

    function test_onANarrowWindowThereAreTwo() {
        list.few = true
        for (let i = 1; i <= 4; ++i)
            bench.say("narrow " + i)
        tryVerify(() => alerts() === "narrow 3|narrow 4")
    }

    function test_allOfALongTextIsShown() {
        const alert = say("a word of many ".repeat(33))
        const label = Array.from(alert.children).find(child => child.truncated !== undefined)
        verify(!label.truncated)
        verify(label.paintedHeight <= alert.height)
    }

    function test_whereTheyAreTooHighTheyScrollAndTheNewestIsSeen() {
        say("the first of the long ones ".repeat(18))
        say("the second of the long ones ".repeat(17))
        compare(list.height, test.height)
        verify(list.contentHeight > test.height)
        fuzzyCompare(list.contentY, list.contentHeight - list.height, 0.5)
    }
}
