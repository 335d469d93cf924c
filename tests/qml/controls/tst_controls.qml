// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtTest
import Everbounce.Window

// Promises of the panel's controls: what each asks for, by mouse and by keyboard, and what it says.
TestCase {
    id: test

    readonly property var all: ["alpha", "beta"]
    readonly property var behaviors: [
        { name: "MirrorJump", nodes: all },
        { name: "Gravity", source: 2, isNew: true, nodes: all },
        { name: "Broken", source: 2, quarantined: true, nodes: all },
        { name: "NonExistentBehavior", source: 3, problem: "It cannot be loaded." }
    ]

    name: "Controls"
    width: 320
    height: 300
    visible: true
    when: windowShown

    Scroller {
        id: panel
        anchors.fill: parent

        FaultStrip {
            cluster: bench.cluster
            nodes: bench.nodes
            commands: bench.commands
            Layout.fillWidth: true
        }
        ClusterSection {
            cluster: bench.cluster
            nodes: bench.nodes
            commands: bench.commands
            pageUrl: "http://127.0.0.1:4000/"
            Layout.fillWidth: true
        }
        BehaviorsSection {
            cluster: bench.cluster
            behaviors: bench.behaviors
            script: bench.editor
            commands: bench.commands
            Layout.fillWidth: true
        }
    }
    Alerts {
        id: alerts
        width: test.width
        events: bench.events
    }

    // A control, scrolled into sight.
    function control(name) {
        waitForRendering(panel) // and laid out
        const found = findChild(panel, name)
        found.forceActiveFocus()
        return found
    }

    function killSwitch(id) {
        return control("kill:000000000000000" + id)
    }

    function asked() {
        return Array.from(bench.asked).join("|")
    }

    function isSeen(item) {
        const top = item.mapToItem(panel, 0, 0).y
        return top >= 0 && top + item.height <= panel.height
    }

    function initTestCase() {
        Theme.reducedMotion = true // a click needs a target that stands still
    }

    function cleanupTestCase() {
        Theme.reducedMotion = false
    }

    function init() {
        bench.show([{ id: 1, name: "alpha" }, { id: 2, name: "beta" }], 1, 5)
        bench.showBehaviors(behaviors, "MirrorJump")
        tryVerify(() => findChild(panel, "behavior:Gravity") && findChild(panel, "kill:0000000000000002"))
    }

    function cleanup() {
        bench.answer()
    }

    function test_nudgeIsAskedForOnceAClick() {
        mouseClick(control("nudge"))
        compare(asked(), "nudge")
        for (const key of [Qt.Key_Space, Qt.Key_Return]) {
            bench.answer()
            compare(asked(), "")
            keyClick(key)
            compare(asked(), "nudge")
        }
        keyClick(Qt.Key_Space) // while it is under way
        compare(asked(), "nudge")
    }

    function test_itSaysWhatTheBallFliesByAndUnderWhichLease() {
        const told = name => findChild(panel, name).Accessible.name
        compare([told("behavior"), told("term"), told("revision")].join("|"), "MirrorJump|Term: 5|Revision: 0")
        bench.showBehaviors(behaviors, "Gravity", "MirrorJump")
        compare(told("behavior"), "Gravity on trial")
        bench.show([], 0, 0)
        bench.showBehaviors([], "")
        compare([told("behavior"), told("term"), told("revision")].join("|"), "–|Term: –|Revision: –")
    }

    function test_theCurrentBehaviourIsChecked() {
        verify(control("behavior:MirrorJump").checked)
        verify(!control("behavior:Gravity").checked)
        bench.showBehaviors(behaviors, "Gravity", "MirrorJump")
        verify(!control("behavior:MirrorJump").checked)
        const gravity = control("behavior:Gravity")
        verify(gravity.checked)
        compare(gravity.Accessible.name, "new: Gravity")
        compare(gravity.Accessible.description, "on trial, script · everywhere, If it fails, the ball goes back to MirrorJump.")
    }

    function test_aBehaviourIsAskedForAndCheckedOnlyWhenItIsSo_data() {
        return [{ tag: "mouse" }, { tag: "space", key: Qt.Key_Space }, { tag: "return", key: Qt.Key_Return }]
    }
    function test_aBehaviourIsAskedForAndCheckedOnlyWhenItIsSo(data) {
        const gravity = control("behavior:Gravity")
        if (data.key)
            keyClick(data.key)
        else
            mouseClick(gravity)
        compare(asked(), "behavior Gravity")
        verify(!gravity.checked)
        bench.showBehaviors(behaviors, "Gravity")
        verify(gravity.checked)
        mouseClick(gravity)
        verify(gravity.checked)
    }

    function test_whatCannotBeLoadedMayBeAskedForAndTheRefusalIsShown() {
        compare(control("behavior:NonExistentBehavior").Accessible.description, "missing, It cannot be loaded.")
        mouseClick(control("behavior:NonExistentBehavior"))
        compare(asked(), "behavior NonExistentBehavior")
        bench.answer("NonExistentBehavior cannot be loaded.")
        const shown = () => Array.from(alerts.contentItem.children[0].children).map(child => child.text)
        tryVerify(() => shown().includes("NonExistentBehavior cannot be loaded."))
        tryVerify(() => !shown().includes("NonExistentBehavior cannot be loaded."), 10000)
        verify(control("behavior:MirrorJump").checked)
    }

    function test_onlyWhatIsQuarantinedHasItsTryAgain() {
        verify(!control("tryAgain:Gravity").visible)
        const again = control("tryAgain:Broken")
        verify(again.visible)
        mouseClick(again)
        compare(asked(), "behavior Broken again")
        bench.showBehaviors([behaviors[0], { name: "Broken", nodes: all }], "MirrorJump")
        verify(!findChild(panel, "tryAgain:Broken").visible)
    }

    function test_everyNodeHasAKillSwitchAndThisOneSaysWhatItWouldDo() {
        verify(killSwitch(1).Accessible.description.includes("this window"))
        verify(killSwitch(2).visible)
        compare(killSwitch(2).Accessible.description, "Hold, or press three times.")
    }

    function test_wordsOfTheHouseExplainThemselves() {
        const term = findChild(findChild(panel, "term"), "word")
        verify(term.Accessible.description.startsWith("The number of a lease"))
        const bubble = findChild(term, "hint")
        verify(!bubble.visible)
        mouseClick(term)
        tryVerify(() => bubble.visible && bubble.text === term.meaning)
        mouseClick(term)
        mouseMove(panel, 1, 1)
        tryVerify(() => !bubble.visible)
    }

    function test_threeClicksKill_data() {
        return [{ tag: "mouse" }, { tag: "space", key: Qt.Key_Space }, { tag: "return", key: Qt.Key_Return }]
    }
    function test_threeClicksKill(data) {
        const button = killSwitch(2)
        const click = () => data.key ? keyClick(data.key) : mouseClick(button)
        compare(button.text, "Kill")
        const width = button.width
        click()
        compare(button.text, "2 more clicks")
        click()
        compare(button.text, "1 more click")
        compare(button.width, width)
        compare(asked(), "")
        click()
        compare(asked(), "fault kill-node on 2")
        compare(button.text, "Kill")
        const row = findChild(panel, "node:0000000000000002")
        verify(row.Accessible.description.startsWith("being killed"))
        bench.answer("Not now.")
        verify(!row.Accessible.description.startsWith("being killed"))
    }

    function test_holdingForASecondKills_data() {
        return [{ tag: "mouse" }, { tag: "space", key: Qt.Key_Space }, { tag: "return", key: Qt.Key_Return }]
    }
    function test_holdingForASecondKills(data) {
        const button = killSwitch(2)
        const ring = findChild(button, "ring")
        compare(ring.part, 0)
        if (data.key)
            keyPress(data.key)
        else
            mousePress(button)
        tryVerify(() => ring.part > 0.5)
        compare(asked(), "")
        tryVerify(() => asked() === "fault kill-node on 2")
        if (data.key)
            keyRelease(data.key)
        else
            mouseRelease(button)
        compare(asked(), "fault kill-node on 2")
        tryCompare(ring, "part", 0) // the release was no click
        compare(button.text, "Kill")
    }

    function test_lettingGoEarlyKillsNobody() {
        const button = killSwitch(2)
        mousePress(button)
        tryVerify(() => findChild(button, "ring").part > 0.2)
        mouseRelease(button)
        compare(button.text, "2 more clicks")
        tryCompare(button, "text", "Kill")
        compare(asked(), "")
    }

    function test_twoClicksAreForgottenAfterASecond() {
        const button = killSwitch(2)
        mouseClick(button)
        mouseClick(button)
        tryCompare(button, "text", "Kill")
        mouseClick(button)
        compare(button.text, "2 more clicks")
        compare(asked(), "")
        tryCompare(button, "text", "Kill")
    }

    function test_whatTakesLongShowsThatItIsUnderWay() {
        const button = control("nudge")
        mouseClick(button)
        verify(!button.busy)
        tryVerify(() => button.busy)
        const sign = Array.from(button.children).find(child => child.objectName === "underWay")
        verify(sign.visible && !sign.runs) // motion is reduced
        Theme.reducedMotion = false
        verify(sign.runs)
        Theme.reducedMotion = true
        bench.answer()
        verify(!button.busy && !sign.visible)
    }

    function test_everyControlIsReachedByTabAndIsInSight() {
        const wanted = ["nudge", "fault:kill-node", "chaos", "openPage", "page:0000000000000001", "kill:0000000000000001",
                        "page:0000000000000002", "kill:0000000000000002", "behavior:MirrorJump", "tryAgain:Broken"]
        for (const name of wanted) {
            if (name === wanted[0])
                control(name)
            for (let i = 0; i < 12 && !findChild(panel, name).activeFocus; ++i)
                keyClick(Qt.Key_Tab)
            const focused = findChild(panel, name)
            verify(focused.activeFocus, name + " " + test.Window.activeFocusItem)
            verify(isSeen(focused), name + " " + focused.mapToItem(panel, 0, 0).y)
            verify(focused.Accessible.name !== "", name)
            verify(name === wanted[0] || focused.visualFocus, name)
        }
    }

    function test_theBehavioursAreOneStopAndArrowKeysGoAlongThem() {
        const focused = name => findChild(panel, "behavior:" + name).visualFocus
        control("behavior:MirrorJump")
        for (const [key, name] of [[Qt.Key_Down, "Gravity"], [Qt.Key_Right, "Broken"], [Qt.Key_Up, "Gravity"],
                                   [Qt.Key_Left, "MirrorJump"], [Qt.Key_Up, "NonExistentBehavior"], [Qt.Key_Down, "MirrorJump"],
                                   [Qt.Key_Down, "Gravity"]]) {
            keyClick(key)
            verify(focused(name), name)
            verify(isSeen(findChild(panel, "behavior:" + name)), name)
        }
        compare(asked(), "") // a choice is a command
        keyClick(Qt.Key_Tab)
        verify(findChild(panel, "tryAgain:Broken").activeFocus)
        keyClick(Qt.Key_Backtab)
        verify(findChild(panel, "behavior:MirrorJump").activeFocus) // the one in force
    }

    function test_theBehavioursSayHowTheyAre() {
        compare(control("behavior:MirrorJump").Accessible.description, "now, built in · everywhere")
        compare(control("behavior:Broken").Accessible.description,
                "quarantined, script · everywhere, It failed on trial. It runs again only if you press Try again.")
    }

    function test_theFocusStaysWhereItIsWhenTheListsChange() {
        const gravity = control("behavior:Gravity")
        bench.showBehaviors([{ name: "Another", nodes: all }].concat(behaviors.slice(1)), "Gravity")
        verify(gravity.activeFocus)
        compare(findChild(panel, "behavior:Gravity"), gravity)
        const kill = killSwitch(2)
        bench.show([{ id: 1, name: "alpha" }, { id: 3, name: "a" }, { id: 2, name: "beta", viewers: 3 }], 3, 6)
        verify(kill.activeFocus)
    }

    function test_whatCannotBePressedIsDashed() {
        const strip = findChild(panel, "faultStrip")
        const dashes = findChild(findChild(strip, "nudge"), "dashes")
        verify(!dashes.visible)
        strip.idle = "No node flies the ball."
        verify(dashes.visible)
        strip.idle = ""
        verify(!dashes.visible)
    }

    function test_aSwitchThatCannotBePressedIsFaint() {
        const knob = findChild(findChild(panel, "chaos"), "knob")
        compare(knob.opacity, 1)
        findChild(panel, "chaos").enabled = false
        compare(knob.opacity, 0.5)
        findChild(panel, "chaos").enabled = true
    }
}
