// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtTest
import Everbounce.Window

// Promises of the cluster's drawing: who is there, who runs the engine, how each node is.
TestCase {
    id: test

    readonly property var alpha: ({ id: 1, name: "alpha", viewers: 1 })
    readonly property var beta: ({ id: 2, name: "beta", viewers: 2 })
    readonly property var gamma: ({ id: 3, name: "gamma", viewers: 4 })

    name: "Cluster"
    width: 420
    height: 700
    visible: true
    when: windowShown

    Scroller {
        id: panel
        anchors.fill: parent

        ClusterSection {
            id: section
            cluster: bench.cluster
            nodes: bench.nodes
            commands: bench.commands
            recorder: bench.recorder
            pageUrl: "http://127.0.0.1:4000/"
            Layout.fillWidth: true
        }
    }
    SignalSpy {
        id: openPage
        target: section
        signalName: "openPage"
    }

    function row(id) {
        return findChild(panel, "node:000000000000000" + id)
    }

    // The ids of the nodes, from top to bottom and from left to right.
    function order() {
        const ids = [1, 2, 3].filter(id => row(id))
        return ids.sort((a, b) => row(a).y - row(b).y || row(a).x - row(b).x).join(" ")
    }

    // The id of the node on whose card the engine's ball sits; 0 while it is nowhere, or on its way.
    function ballAt() {
        const ball = findChild(panel, "engineBall")
        const sits = id => row(id) && ball.x > row(id).x && ball.x < row(id).x + row(id).width
                           && Math.abs(ball.y + ball.height / 2 - row(id).y) < 1
        return ball.visible ? [1, 2, 3].find(sits) ?? 0 : 0
    }

    function init() {
        Theme.reducedMotion = false
        panel.contentY = 0
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

    function test_theBallMovesToTheNextHoldersCard() {
        tryVerify(() => ballAt() === 2)
        bench.show([alpha, beta, gamma], 3, 6)
        verify(ballAt() !== 3) // it takes its time
        tryVerify(() => ballAt() === 3)
        verify(row(3).holder && !row(2).holder)
    }

    function test_withReducedMotionTheBallIsThereAtOnce() {
        tryVerify(() => ballAt() === 2)
        Theme.reducedMotion = true
        bench.show([alpha, beta, gamma], 3, 6)
        compare(ballAt(), 3)
    }

    function test_whileNobodyHoldsTheBallStaysWhereItWas() {
        tryVerify(() => ballAt() === 2)
        bench.show([alpha, beta, gamma], 0, 0)
        compare(ballAt(), 2)
        verify(findChild(panel, "engineBall").opacity < 1)
    }

    function test_aNodeThatLeavesIsSeenToBeGone() {
        const before = row(3)
        bench.show([alpha, gamma], 1, 6)
        verify(!row(2))
        const ghost = findChild(panel, "ghost:0000000000000002")
        verify(ghost && ghost.Accessible.description.includes("gone"))
        verify(row(3) === before)
        tryVerify(() => order() === "1 3")
        bench.show([alpha, beta, gamma], 1, 6)
        tryVerify(() => row(2) && order() === "1 2 3")
        verify(!findChild(panel, "ghost:0000000000000002"))
    }

    function test_whatIsDoneToANodeIsSeenOnItsCard_data() {
        return [{ tag: "isolate-node", says: "isolated, 5 s" }, { tag: "lossy-network", says: "lossy, 5 s" },
                { tag: "freeze-node", says: "frozen, 5 s", suspect: true }]
    }
    function test_whatIsDoneToANodeIsSeenOnItsCard(data) {
        const id = ["isolate-node", "lossy-network", "freeze-node"].indexOf(data.tag) + 21 // untouched by other tests
        bench.show([alpha, { id: id, name: "delta", suspect: data.suspect === true }], 1, 6)
        bench.injected(data.tag, id, 5)
        const card = () => findChild(panel, "node:00000000000000" + id.toString(16))
        tryVerify(() => card() && card().Accessible.description.includes(data.says))
    }

    function test_namesAreNotCutOff() {
        bench.show([alpha, { id: 2, name: "a-very-long-host-name-of-a-node.in-some.example.org:4001" }], 1, 6)
        waitForRendering(panel)
        const title = findChild(row(2), "page:0000000000000002")
        verify(!title.contentItem.truncated)
        verify(title.contentItem.paintedWidth <= title.width)
        verify(title.height >= title.contentItem.paintedHeight)
    }

    function test_inAListTheRoundTripStandsOnTheCard() {
        const card = row(2)
        verify(card.arranged)
        test.width = 300
        tryVerify(() => !card.arranged)
        compare(card.Accessible.description, "2 viewers, 0.3 ms away".replace("2 viewers", card.age + ", 2 viewers"))
        tryVerify(() => order() === "1 2 3")
        test.width = 420
        tryVerify(() => card.arranged)
    }

    function test_eachNodeSaysItsVersionAndHowItIs() {
        compare(row(2).Accessible.name, "0.1.0@beta, runs the engine")
        compare(row(2).Accessible.description, row(2).age + ", 2 viewers, 0.3 ms away")
        compare(row(1).Accessible.description, "this node, follows, " + row(1).age + ", 1 viewer")
        bench.show([alpha, { id: 2, name: "beta", viewers: 2, suspect: true }], 1, 6)
        verify(row(2).Accessible.description.startsWith("silent, "))
    }

    function test_theButtonAsksForThePage() {
        openPage.clear()
        mouseClick(findChild(panel, "openPage"))
        compare(openPage.count, 1)
    }
}
