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
        chaos: bench.chaos
    }

    function fault(name) {
        return findChild(panel, "fault:" + name)
    }

    function target(id) {
        return findChild(panel, "target:" + (id ? "000000000000000" + id : ""))
    }

    function asked() {
        return Array.from(bench.asked).join("|")
    }

    function init() {
        bench.show([alpha, beta, gamma], 5, 5)
        tryVerify(() => target(6))
        mouseClick(target(0))
    }

    function cleanup() {
        bench.chaos.on = false
        bench.answer()
    }

    function test_aFaultHitsTheNodeThatRunsTheEngineUnlessAnotherIsChosen() {
        verify(target(0).checked)
        mouseClick(fault("crash-engine"))
        mouseClick(target(6))
        verify(target(6).checked && !target(0).checked)
        mouseClick(fault("isolate-node"))
        compare(asked(), "fault crash-engine on 5|fault isolate-node on 6")
    }

    function test_whenTheChosenNodeIsGoneTheChoiceFallsBack() {
        mouseClick(target(6))
        bench.show([alpha, beta], 5, 5)
        tryVerify(() => target(0).checked)
        mouseClick(fault("step-down"))
        compare(asked(), "fault step-down on 5")
    }

    function test_theChoiceOutlivesOtherChanges() {
        mouseClick(target(6))
        bench.show([alpha, gamma], 4, 6)
        verify(target(6).checked && !target(0).checked)
    }

    function test_dangerousOnesTakeThreeClicks_data() {
        return [{ tag: "kill-node" }, { tag: "freeze-node" }]
    }
    function test_dangerousOnesTakeThreeClicks(data) {
        const card = fault(data.tag)
        const left = findChild(card, "clicksLeft")
        compare(left.text, "3 clicks or hold")
        mouseClick(card)
        compare(left.text, "2 more clicks")
        mouseClick(card)
        compare(left.text, "1 more click")
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

    function test_aHoldMeantForOneHolderDoesNotHitTheNextBeforeItsTime() {
        const card = fault("kill-node")
        mousePress(card)
        tryVerify(() => !findChild(card, "clicksLeft").visible) // it fills
        bench.show([alpha, beta, gamma], 6, 6)
        mouseRelease(card)
        compare(asked(), "")
    }

    function test_chaosBreaksThingsUntilItIsSwitchedOff_data() {
        return [{ tag: "mouse" }, { tag: "space", key: Qt.Key_Space }, { tag: "return", key: Qt.Key_Return }]
    }
    function test_chaosBreaksThingsUntilItIsSwitchedOff(data) {
        const chaos = findChild(panel, "chaos")
        const press = () => data.key ? keyClick(data.key) : mouseClick(chaos)
        chaos.forceActiveFocus(Qt.TabFocusReason)
        press()
        verify(chaos.checked && bench.chaos.on)
        compare(findChild(panel, "survived").text, "Survived 0")
        if (!data.key) {
            tryVerify(() => asked().startsWith("fault "), 10000)
            const news = findChild(panel, "chaosNews").text
            verify(/^Chaos: [a-z].* on /.test(news), news) // what it broke, and where
            verify(chaos.Accessible.description.includes(news))
        }
        press()
        verify(!chaos.checked && !bench.chaos.on)
    }

    function test_eachSaysWhatItDoesAndWhatIsToBeSeen() {
        for (const name of ["crash-engine", "hang-engine", "step-down", "isolate-node", "lossy-network", "freeze-node",
                            "kill-node"]) {
            const card = fault(name)
            verify(card.Accessible.name.startsWith(card.title))
            compare(card.Accessible.description, card.what + " " + card.see)
            verify(card.what !== "" && card.see !== "")
            verify(card.contentItem.implicitHeight <= card.availableHeight, name) // nothing is cut off
        }
    }
}
