// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Everbounce.Window

// Promises of the panel: who is there, who runs the engine, how many watch, and what just happened.
TestCase {
    id: test

    readonly property var alpha: ({ id: 1, name: "alpha", viewers: 1 })
    readonly property var beta: ({ id: 2, name: "beta", viewers: 2 })
    readonly property var gamma: ({ id: 3, name: "gamma", viewers: 4 })

    name: "Panel"
    width: 320
    height: 500
    visible: true
    when: windowShown

    Panel {
        id: panel
        anchors.fill: parent
        cluster: bench.cluster
        nodes: bench.nodes
        behaviors: bench.behaviors
        events: bench.events
        commands: bench.commands
        pageUrl: "http://127.0.0.1:4000/"
    }
    SignalSpy {
        id: openPage
        target: panel
        signalName: "openPage"
    }

    function row(id) {
        return findChild(panel, "node:000000000000000" + id)
    }

    // The ids of the nodes in the list, from top to bottom.
    function order() {
        return [1, 2, 3].filter(id => row(id)).sort((a, b) => row(a).y - row(b).y).join(" ")
    }

    function mark(id) {
        return findChild(row(id), "holderMark").visible
    }

    function alerts() {
        const children = Array.from(findChild(panel, "alerts").children)
        return children.filter(child => child.objectName === "alert").map(child => child.text).join("|")
    }

    function init() {
        // Rows that have left are destroyed a little later: none of them is to be taken for a new one.
        bench.show([], 0, 0)
        tryVerify(() => !row(1) && !row(2) && !row(3))
        bench.show([alpha, beta, gamma], 2, 5)
        tryVerify(() => row(1) && row(2) && row(3))
    }

    function test_ownNodeComesFirstAndTheOthersFollowTheView() {
        tryVerify(() => order() === "1 2 3")
        bench.show([gamma, alpha, beta], 2, 5)
        tryVerify(() => order() === "3 1 2")
        verify(row(3).self)
        verify(!row(1).self)
    }

    function test_theMarkStandsBesideTheHolder() {
        verify(!mark(1) && mark(2) && !mark(3))
        bench.show([alpha, beta, gamma], 3, 6)
        verify(!mark(1) && !mark(2) && mark(3))
        bench.show([alpha, beta, gamma], 0, 0)
        verify(!mark(1) && !mark(2) && !mark(3))
    }

    function test_nodesComeAndGoAndTheOthersStay() {
        const before = row(3)
        bench.show([alpha, gamma], 1, 6)
        tryVerify(() => !row(2))
        verify(row(3) === before)
        tryVerify(() => order() === "1 3")
        bench.show([alpha, beta, gamma], 1, 6)
        tryVerify(() => row(2) && order() === "1 2 3")
    }

    function test_eachNodeSaysItsVersionAndHowItIs() {
        compare(row(2).Accessible.name, "0.1.0@beta, runs the engine")
        compare(row(2).Accessible.description, "2 viewers")
        compare(row(1).Accessible.description, "this node · 1 viewer")
        bench.show([alpha, { id: 2, name: "beta", viewers: 2, suspect: true }], 1, 6)
        compare(row(2).Accessible.description, "silent")
    }

    function test_usersOnlineAreThoseOfAllNodes() {
        const users = findChild(panel, "usersOnline")
        compare(users.text, "Users online: 7")
        bench.show([alpha, beta], 2, 5)
        compare(users.text, "Users online: 3")
    }

    function test_alertsComeAndLeave() {
        compare(alerts(), "")
        bench.say("Ball crashed: segmentation fault")
        tryVerify(() => alerts() === "Ball crashed: segmentation fault")
        bench.say("<b>Ball</b> state restored")
        tryVerify(() => alerts() === "Ball crashed: segmentation fault|<b>Ball</b> state restored")
        tryVerify(() => alerts() === "", 10000)
    }

    function test_alertsStayWhileTheyArePointedAt() {
        bench.say("read me")
        tryVerify(() => alerts() === "read me")
        waitForRendering(panel) // and laid out
        const shown = findChild(panel, "alerts")
        mouseMove(shown, 20, shown.height / 2)
        tryVerify(() => bench.events.held)
        mouseMove(panel, 20, 20)
        tryVerify(() => !bench.events.held)
        tryVerify(() => alerts() === "", 10000)
    }

    function test_aBurstOfAlertsKeepsTheNewest() {
        for (let i = 1; i <= 6; ++i)
            bench.say("alert " + i)
        tryVerify(() => alerts() === "alert 3|alert 4|alert 5|alert 6")
        tryVerify(() => alerts() === "", 10000)
    }

    function test_theButtonAsksForThePage() {
        openPage.clear()
        mouseClick(findChild(panel, "openPage"))
        compare(openPage.count, 1)
    }
}
