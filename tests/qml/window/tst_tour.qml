// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Everbounce.Window

// Promises of the tour: it is offered once, each step waits until it was done, and it can be left.
TestCase {
    id: test

    readonly property var alpha: ({ id: 31, name: "alpha" })
    readonly property var beta: ({ id: 32, name: "beta" })

    name: "Tour"
    width: 420
    height: 300
    visible: true
    when: windowShown

    TourCard {
        id: card
        width: 352
        tour: bench.tour
        memory: bench.memory
    }

    function title() {
        return findChild(card, "tourTitle").text
    }

    property int term: 1000 // above those of other tests, which share the bench

    function press(name) {
        waitForRendering(card)
        mouseClick(findChild(card, name))
    }

    function init() {
        bench.memory.knowsTour = true
        bench.tour.leave()
        term += 10
        bench.show([alpha, beta], 31, term)
    }

    function test_itIsOfferedUntilItWasDeclined() {
        verify(!card.visible)
        bench.memory.knowsTour = false
        verify(card.visible)
        compare(title(), "New here?")
        press("tourLeave")
        verify(!card.visible && bench.memory.knowsTour)
    }

    function test_eachStepWaitsUntilItWasDone() {
        bench.memory.knowsTour = false
        press("tourNext")
        compare(title(), "1 of 4: kill the holder")
        const next = findChild(card, "tourNext")
        compare(next.text, "Skip")
        compare(card.asked, "holder")
        bench.show([beta], 32, term + 1)
        bench.leased(32, term + 1, 0.0031)
        compare(findChild(card, "tourTold").text, "alpha is gone. 3.1\u00a0ms later beta took the lease (term " + (term + 1) + "). Largest stall here: 0\u00a0ms.")
        compare(next.text, "Next")
        compare(card.asked, "") // it is done
        press("tourNext")
        compare(title(), "2 of 4: hand the lease over")
        press("tourNext")
        compare(title(), "3 of 4: break the engine")
        bench.engineLost(32)
        verify(findChild(card, "tourTold").text.startsWith("The engine on beta ended"))
        press("tourNext")
        compare(title(), "4 of 4: read the recorder")
        bench.tour.look()
        compare(next.text, "Finish")
        press("tourNext")
        verify(!card.visible)
    }

    function test_whereFaultsAreOffItIsNotOffered() {
        bench.memory.knowsTour = false
        card.breaks = false
        verify(!card.visible)
        card.breaks = true
        verify(card.visible)
    }

    function test_itCanBeLeftAtAnyStep() {
        bench.memory.knowsTour = true
        card.begin()
        verify(card.visible)
        keyClick(Qt.Key_Escape)
        verify(!card.visible)
    }
}
