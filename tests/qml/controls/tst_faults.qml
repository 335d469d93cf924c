// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Everbounce.Window

// Promises of the faults: each on the node that was chosen, the dangerous ones after three clicks.
TestCase {
    id: test

    // Not those of other tests: one that was asked to die here stays so for a while.
    readonly property var alpha: ({ id: 4, name: "alpha" })
    readonly property var beta: ({ id: 5, name: "beta" })
    readonly property var gamma: ({ id: 6, name: "gamma" })

    name: "Faults"
    width: 560
    height: 900
    visible: true
    when: windowShown

    FaultStrip {
        id: panel
        anchors { left: parent.left; right: parent.right }
        cluster: bench.cluster
        nodes: bench.nodes
        commands: bench.commands
    }

    Notices {
        id: notices
        y: 300
        width: parent.width
        cluster: bench.cluster
    }
    Timer {
        id: another
        interval: 1200
    }

    function fault(name) {
        return findChild(panel, "fault:" + name)
    }

    // The name of whom a fault would hit.
    function target() {
        return findChild(panel, "target").displayText
    }

    // Goes to that one of the choice by its keys: first the holder, then the nodes.
    function choose(row) {
        const box = findChild(panel, "target")
        box.forceActiveFocus(Qt.TabFocusReason)
        while (box.currentIndex > row)
            keyClick(Qt.Key_Up)
        while (box.currentIndex < row)
            keyClick(Qt.Key_Down)
    }

    function ring(card) {
        return findChild(card, "ring")
    }

    function asked() {
        return Array.from(bench.asked).join("|")
    }

    function init() {
        bench.show([alpha, beta, gamma], 5, 5)
        choose(0)
        compare(target(), "the holder")
    }

    function cleanup() {
        bench.showChaos(false, "", "", [])
        bench.answer()
    }

    function test_whatTheTourAsksForIsPointedAt() {
        panel.askedFor = "crash-engine"
        verify(fault("crash-engine").askedFor && !fault("kill-node").askedFor)
        panel.askedFor = ""
        verify(!fault("crash-engine").askedFor)
    }

    function test_theKnobOfASwitchIsBeforeItsWord() {
        const chaos = findChild(panel, "chaos")
        const word = chaos.contentItem.children[0]
        const sign = chaos.contentItem.children[1]
        waitForRendering(panel)
        verify(panel.tall ? sign.y < word.y : sign.x < word.x, sign.x + ", " + sign.y)
        const kill = fault("kill-node").contentItem
        verify(panel.tall ? kill.children[0].y < kill.children[1].y : kill.children[0].x < kill.children[1].x)
    }

    function test_theSwitchEndsWhereTheSceneDoes_data() {
        return [{ tag: "on the line", width: 1100, lines: 1 }, { tag: "on the next", width: 610, lines: 2 }]
    }

    function test_theSwitchEndsWhereTheSceneDoes(data) {
        test.width = data.width
        waitForRendering(panel)
        const chaos = findChild(panel, "chaos")
        compare(Math.round(panel.height / chaos.height), data.lines)
        fuzzyCompare(chaos.x + chaos.width, panel.width, 3)
        test.width = 560
    }

    function test_aFaultHitsTheHolderUnlessAnotherIsChosen() {
        mouseClick(fault("crash-engine"))
        choose(3)
        compare(target(), "gamma")
        mouseClick(fault("isolate-node"))
        compare(asked(), "fault crash-engine on 5|fault isolate-node on 6")
    }

    function test_theTargetIsChosenByTheMouseToo() {
        const box = findChild(panel, "target")
        mouseClick(box)
        tryVerify(() => box.popup.opened)
        const option = () => findChild(box.popup.contentItem, "target:0000000000000004")
        tryVerify(() => option() && option().width > 0)
        mouseClick(option())
        tryVerify(() => !box.popup.visible)
        compare(target(), "alpha")
        mouseClick(fault("isolate-node"))
        compare(asked(), "fault isolate-node on 4")
    }

    function test_whenTheChosenNodeIsGoneTheChoiceFallsBack() {
        choose(3)
        bench.show([alpha, beta], 5, 5)
        compare(target(), "the holder")
        mouseClick(fault("step-down"))
        compare(asked(), "fault step-down on 5")
    }

    function test_whoComesBackUnderTheNameOfTheChosenOneIsNotHit() {
        choose(3)
        bench.show([alpha, beta, { id: 7, name: "gamma" }], 5, 5)
        compare(target(), "the holder")
        mouseClick(fault("isolate-node"))
        compare(asked(), "fault isolate-node on 5")
    }

    function test_theChoiceOutlivesOtherChanges() {
        choose(3)
        bench.show([alpha, gamma], 4, 6)
        compare(target(), "gamma")
        bench.show([alpha, { id: 7, name: "beta" }, gamma], 4, 6)
        compare(target(), "gamma")
        compare(findChild(panel, "target").currentIndex, 3)
    }

    function test_aLongNameOfATargetStaysInItsPlace() {
        const name = "a-very-long-host-name-of-a-node.in-some.example.org:4001"
        const width = findChild(panel, "target").width
        bench.show([alpha, { id: 8, name: name }], 5, 5)
        choose(2)
        compare(target(), name)
        compare(findChild(panel, "target").Accessible.description, name)
        compare(findChild(panel, "target").width, width)
        choose(0)
    }

    function test_dangerousOnesTakeThreeClicks_data() {
        return [{ tag: "kill-node" }, { tag: "freeze-node" }]
    }
    function test_dangerousOnesTakeThreeClicks(data) {
        const card = fault(data.tag)
        const left = () => card.guard.missing
        const width = card.width
        compare(left(), 3)
        compare(ring(card).part, 0)
        mouseClick(card)
        compare(left(), 2)
        verify(card.Accessible.name.endsWith("2 more clicks"))
        fuzzyCompare(ring(card).part, 1 / 3, 0.01)
        mouseClick(card)
        compare(left(), 1)
        compare(card.width, width)
        fuzzyCompare(ring(card).part, 2 / 3, 0.01)
        compare(asked(), "")
        mouseClick(card)
        compare(asked(), "fault " + data.tag + " on 5")
        compare(left(), 3)
    }

    function test_clicksMeantForOneHolderDoNotHitTheNext() {
        const card = fault("kill-node")
        mouseClick(card)
        mouseClick(card)
        bench.show([alpha, beta, gamma], 6, 6)
        mouseClick(card)
        compare(asked(), "")
        compare(card.guard.missing, 2)
        tryCompare(card.guard, "missing", 3)
    }

    function test_withNoHolderNothingIsSent() {
        bench.show([alpha, beta, gamma], 0, 0)
        mouseClick(fault("crash-engine"))
        compare(asked(), "")
    }

    function test_theKeyboardDoesWhatTheMouseDoes() {
        const card = fault("kill-node")
        card.forceActiveFocus(Qt.TabFocusReason)
        keyClick(Qt.Key_Return)
        keyClick(Qt.Key_Return)
        keyClick(Qt.Key_Return)
        compare(asked(), "fault kill-node on 5")
    }

    function test_holdingADangerousOneForASecondConfirmsIt() {
        const card = fault("freeze-node")
        mousePress(card)
        tryVerify(() => asked() === "fault freeze-node on 5")
        mouseRelease(card)
        compare(asked(), "fault freeze-node on 5")
        compare(card.guard.missing, 3)
    }

    function test_aHoldMeantForOneHolderHitsNobodyElseHoweverLongItIs() {
        const card = fault("kill-node")
        mousePress(card)
        tryVerify(() => ring(card).part > 0.2)
        bench.show([alpha, beta, gamma], 6, 6)
        compare(ring(card).part, 0)
        another.restart() // a hold that began now would be over before
        tryVerify(() => !another.running)
        compare(ring(card).part, 0)
        mouseRelease(card)
        compare(asked(), "")
        tryCompare(card.guard, "missing", 3)
    }

    function test_aHoldReleasedElsewhereSwallowsNoClick() {
        const card = fault("freeze-node")
        mousePress(card)
        tryVerify(() => asked() === "fault freeze-node on 5")
        bench.answer()
        mouseMove(card, card.width / 2, -40)
        mouseRelease(card, card.width / 2, -40)
        card.forceActiveFocus(Qt.TabFocusReason)
        keyClick(Qt.Key_Return)
        compare(card.guard.missing, 2)
        tryCompare(card.guard, "missing", 3)
        compare(asked(), "")
    }

    function test_chaosIsSwitchedByTheCluster_data() {
        return [{ tag: "mouse" }, { tag: "space", key: Qt.Key_Space }, { tag: "return", key: Qt.Key_Return }]
    }
    function test_chaosIsSwitchedByTheCluster(data) {
        const chaos = findChild(panel, "chaos")
        const press = () => data.key ? keyClick(data.key) : mouseClick(chaos)
        chaos.forceActiveFocus(Qt.TabFocusReason)
        press()
        compare(asked(), "chaos on")
        verify(!chaos.checked) // not before the cluster says so
        bench.answer()
        bench.showChaos(true, "Killing beta", "Survived 3", [])
        verify(chaos.checked)
        press()
        compare(asked(), "chaos off")
        bench.answer("No.")
        verify(chaos.checked)
    }

    function test_chaosSaysWhatItDoesAndOnTheSceneWhatWasNotSurvived() {
        const chaos = findChild(panel, "chaos")
        const banner = findChild(notices, "chaosBanner")
        verify(!banner.visible)
        bench.showChaos(true, "Killing beta", "Survived 1 of 5", ["a", "b", "c", "d"])
        verify(banner.visible)
        compare(banner.text, "Survived 1 of 5  Killing beta")
        compare(banner.more, "b\nc\nd")
        verify(chaos.Accessible.description.includes("Survived 1 of 5 Killing beta"))
    }

    function test_aSingleNodeIsToldThatNobodyCanTakeOver() {
        const told = findChild(notices, "alone")
        verify(!told.visible)
        bench.show([alpha], 4, 5)
        verify(told.visible)
        compare(told.text, "Nobody can take over: start another node.")
    }

    function test_onANarrowWindowTheyAreTwoRowsForThumbs() {
        const wide = fault("kill-node").height
        test.width = 360
        tryVerify(() => fault("kill-node").height >= 44)
        const rows = new Set()
        for (const name of ["nudge", "fault:kill-node", "fault:step-down", "fault:lossy-network", "chaos"])
            rows.add(findChild(panel, name).y)
        compare(rows.size, 2)
        test.width = 560
        tryVerify(() => fault("kill-node").height === wide)
    }

    function test_ofASingleNodeNoneSaysThatAnotherTakesOver() {
        bench.show([alpha], 4, 5)
        for (const name of ["kill-node", "freeze-node", "step-down", "isolate-node"]) {
            verify(fault(name).seen !== fault(name).see, name)
            verify(!fault(name).Accessible.description.toLowerCase().includes("another node"), name)
        }
        compare(fault("crash-engine").seen, fault("crash-engine").see)
    }

    function test_eachSaysWhatItDoesAndWhatIsToBeSeen() {
        for (const name of ["crash-engine", "hang-engine", "step-down", "isolate-node", "lossy-network", "freeze-node",
                            "kill-node"]) {
            const card = fault(name)
            verify(card.Accessible.name.startsWith(card.brief))
            compare(card.lines.slice(1, 3).join(" "), card.what + " " + card.see)
            verify(card.Accessible.description.includes(card.see))
            verify(card.what !== "" && card.see !== "")
            verify(card.contentItem.implicitHeight <= card.availableHeight, name) // nothing is cut off
            verify(card.contentItem.implicitWidth <= card.availableWidth + 0.5, name)
        }
    }
}
