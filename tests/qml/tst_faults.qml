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

    FaultPanel {
        id: panel
        anchors { left: parent.left; right: parent.right }
        cluster: bench.cluster
        nodes: bench.nodes
        commands: bench.commands
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
        compare(target(), "the node that runs the engine")
    }

    function cleanup() {
        bench.showChaos(false, "", "", [])
        bench.answer()
    }

    function test_aFaultHitsTheNodeThatRunsTheEngineUnlessAnotherIsChosen() {
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
        compare(target(), "the node that runs the engine")
        mouseClick(fault("step-down"))
        compare(asked(), "fault step-down on 5")
    }

    function test_whoComesBackUnderTheNameOfTheChosenOneIsNotHit() {
        choose(3)
        bench.show([alpha, beta, { id: 7, name: "gamma" }], 5, 5)
        compare(target(), "the node that runs the engine")
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

    function test_theNameOfTheTargetIsNotCutOff() {
        const name = "a-very-long-host-name-of-a-node.in-some.example.org:4001"
        bench.show([alpha, { id: 8, name: name }], 5, 5)
        choose(2)
        compare(target(), name)
        const shown = findChild(panel, "target").contentItem
        verify(shown.lineCount > 1)
        // Its box grows with the next frame (from Qt 6.8 on; before that at once).
        tryVerify(() => shown.width >= shown.paintedWidth && shown.height >= shown.paintedHeight)
        verify(!shown.truncated)
        choose(0)
    }

    function test_dangerousOnesTakeThreeClicks_data() {
        return [{ tag: "kill-node" }, { tag: "freeze-node" }]
    }
    function test_dangerousOnesTakeThreeClicks(data) {
        const card = fault(data.tag)
        const left = findChild(card, "clicksLeft")
        compare(left.text, "3 clicks or hold")
        compare(ring(card).part, 0)
        mouseClick(card)
        compare(left.text, "2 more clicks")
        fuzzyCompare(ring(card).part, 1 / 3, 0.01)
        mouseClick(card)
        compare(left.text, "1 more click")
        fuzzyCompare(ring(card).part, 2 / 3, 0.01)
        compare(asked(), "")
        mouseClick(card)
        compare(asked(), "fault " + data.tag + " on 5")
        compare(left.text, "3 clicks or hold")
    }

    function test_clicksMeantForOneHolderDoNotHitTheNext() {
        const card = fault("kill-node")
        mouseClick(card)
        mouseClick(card)
        bench.show([alpha, beta, gamma], 6, 6)
        mouseClick(card)
        compare(asked(), "")
        compare(findChild(card, "clicksLeft").text, "2 more clicks")
        tryVerify(() => findChild(card, "clicksLeft").text === "3 clicks or hold")
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
        compare(findChild(card, "clicksLeft").text, "3 clicks or hold")
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
        tryVerify(() => findChild(card, "clicksLeft").text === "3 clicks or hold")
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
        compare(findChild(card, "clicksLeft").text, "2 more clicks")
        tryVerify(() => findChild(card, "clicksLeft").text === "3 clicks or hold")
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
        bench.showChaos(true, "Chaos: kill the node on beta", "Survived 3", [])
        verify(chaos.checked)
        press()
        compare(asked(), "chaos off")
        bench.answer("No.")
        verify(chaos.checked)
    }

    function test_chaosSaysWhatItDoesAndWhatWasNotSurvived() {
        const chaos = findChild(panel, "chaos")
        const told = (name) => findChild(panel, name)
        verify(!told("chaosNews").visible && !told("chaosMisses").visible && !told("survived").visible)
        bench.showChaos(true, "Chaos: kill the node on beta", "Survived 1 of 5", ["a", "b", "c", "d"])
        compare(told("chaosNews").text, "Chaos: kill the node on beta")
        compare(told("survived").text, "Survived 1 of 5")
        compare(told("chaosMisses").text, "b\nc\nd")
        verify(chaos.Accessible.description.includes("Chaos: kill the node on beta Survived 1 of 5"))
    }

    function test_eachSaysWhatItDoesAndWhatIsToBeSeen() {
        for (const name of ["crash-engine", "hang-engine", "step-down", "isolate-node", "lossy-network", "freeze-node",
                            "kill-node"]) {
            const card = fault(name)
            verify(card.Accessible.name.startsWith(card.title))
            const told = card.parent // all of it
            compare(card.Accessible.description, told.what + " " + told.see)
            verify(told.what !== "" && told.see !== "")
            verify(card.contentItem.implicitHeight <= card.availableHeight, name) // nothing is cut off
            verify(told.implicitHeight <= told.height && told.width <= panel.width, name)
        }
    }
}
