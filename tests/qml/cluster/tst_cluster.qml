// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtTest
import Everbounce.Window

// Promises of the cluster's drawing: which nodes are there, which one holds the lease, how each of them is.
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

    // The id of the node on whose card, or in which in a list, the engine's ball sits; 0 while it is nowhere, or on its way.
    function ballAt() {
        const ball = findChild(panel, "engineBall")
        const sits = id => {
            const card = row(id)
            const end = card?.arranged ? card.y : card?.y + (card?.height + ball.height) / 2
            return card && ball.x > card.x && ball.x < card.x + card.width && Math.abs(ball.y + ball.height - end) < 1
        }
        return ball.visible && ball.way === 1 ? [1, 2, 3].find(sits) ?? 0 : 0
    }

    function init() {
        Theme.reducedMotion = false
        panel.contentY = 0
        // Who is gone stays as a ghost until one of its name is back: tests have no other names than these.
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

    function test_whileNobodyHoldsThereIsNoBall() {
        tryVerify(() => ballAt() === 2)
        const ball = findChild(panel, "engineBall")
        const from = ball.x
        bench.show([alpha, beta, gamma], 0, 0)
        verify(!ball.visible)
        bench.show([alpha, beta, gamma], 3, 6)
        verify(ball.visible)
        compare(ball.x, from) // from there it moves
        tryVerify(() => ballAt() === 3)
    }

    function test_theBallSitsAtTheOuterEndOfItsCardAndInAListWithinIt() {
        const ball = findChild(panel, "engineBall")
        tryVerify(() => ballAt() === 2)
        verify(ball.x < row(2).x + row(2).width / 2) // the left one of two columns
        bench.show([alpha, beta, gamma], 3, 6)
        tryVerify(() => ballAt() === 3)
        verify(ball.x > row(3).x + row(3).width / 2)
        test.width = 300
        tryVerify(() => !row(3).arranged && ballAt() === 3)
        verify(ball.x + ball.width < row(3).x + findChild(row(3), "page:0000000000000003").x + 1)
        test.width = 420
        tryVerify(() => row(3).arranged)
    }

    function test_cardsStandInTwoColumnsAnOddOneAloneAtTheTop() {
        waitForRendering(panel)
        const isBeside = (a, b) => row(a).y === row(b).y && row(a).x + row(a).width < row(b).x
        verify(row(1).y + row(1).height < row(2).y)
        verify(isBeside(2, 3))
        compare(row(2).height, row(3).height)
        compare(row(1).x + row(1).width / 2, (row(2).x + row(3).x + row(3).width) / 2)
        bench.show([alpha, beta, gamma, { id: 8, name: "gamma" }], 1, 6)
        tryVerify(() => row(8) && isBeside(1, 2) && isBeside(3, 8))
        verify(row(1).y + row(1).height < row(3).y)
    }

    function test_whoGoesLeavesTheOthersWhereTheyAre() {
        const nodes = [{ id: 1, name: "alpha" }, { id: 2, name: "beta" }, { id: 3, name: "gamma" }]
        bench.show(nodes, 1, 5)
        tryVerify(() => findChild(panel, "kill:0000000000000003"))
        waitForRendering(panel)
        const height = findChild(panel, "links").height
        bench.show(nodes.slice(0, 1), 1, 5)
        tryVerify(() => !findChild(panel, "kill:0000000000000003"))
        waitForRendering(panel)
        compare(findChild(panel, "links").height, height)
        bench.show(nodes, 1, 5)
    }

    function test_linksJoinTheLivingAndBearTheirRoundTrips() {
        const links = findChild(panel, "links")
        const seen = () => Array.from(links.children).filter(part => part.visible)
        tryVerify(() => seen().length === 4) // two lines, two figures
        const before = seen()
        bench.show([alpha, beta], 2, 5)
        tryVerify(() => seen().length === 2)
        verify(before.includes(seen()[0]) && before.includes(seen()[1])) // existing cards are not made again
        verify(findChild(panel, "ghost:0000000000000003"))
    }

    function test_aNodeThatLeavesIsSeenToBeGone() {
        const before = row(3)
        bench.show([alpha, gamma], 1, 6)
        verify(!row(2))
        const ghost = findChild(panel, "ghost:0000000000000002")
        compare(ghost.Accessible.description, "gone")
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
        bench.show([alpha, { id: id, name: "beta", suspect: data.suspect === true }], 1, 6)
        bench.injected(data.tag, id, 5)
        const card = () => findChild(panel, "node:00000000000000" + id.toString(16))
        tryVerify(() => card() && card().Accessible.description.includes(data.says))
    }

    function test_theHolderIsKnownWhateverIsDoneToIt() {
        bench.show([alpha, { id: 24, name: "beta" }], 24, 6)
        bench.injected("lossy-network", 24, 5)
        const card = findChild(panel, "node:0000000000000018")
        tryVerify(() => card.condition === "lossy, 5 s")
        compare(card.role, "holds the lease")
        compare(card.Accessible.name, "0.1.0@beta, holds the lease")
    }

    function test_aFrozenNodeThatHasLeftIsSaidToBeFrozen() {
        bench.show([alpha, { id: 25, name: "beta" }], 1, 6)
        bench.injected("freeze-node", 25, 30)
        bench.show([alpha], 1, 6)
        const ghost = findChild(panel, "ghost:0000000000000019")
        tryVerify(() => ghost.Accessible.description.startsWith("frozen, "))
        verify(!findChild(ghost, "kill:0000000000000019"))
    }

    function test_namesAreNotCutOff() {
        bench.show([alpha, { id: 2, name: "a-very-long-host-name-of-a-node.in-some.example.org:4001" }], 1, 6)
        waitForRendering(panel)
        const title = findChild(row(2), "page:0000000000000002")
        verify(!title.contentItem.truncated)
        verify(title.contentItem.paintedWidth <= title.width)
        verify(title.height >= title.contentItem.paintedHeight)
    }

    function test_amongLinksTheRoleHasALineOfItsOwn() {
        const shown = wanted => Array.from(findChild(row(2), "notes").children).find(note => note.text === wanted)
        tryVerify(() => shown("holds the lease").width === findChild(row(2), "notes").width)
        tryVerify(() => shown(row(2).age).y >= shown("holds the lease").y + shown("holds the lease").height)
        test.width = 300
        tryVerify(() => !row(2).arranged)
        test.width = 420
        tryVerify(() => row(2).arranged && shown("holds the lease").width === findChild(row(2), "notes").width)
        tryVerify(() => shown(row(2).age).y > shown("holds the lease").y)
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
        compare(row(2).Accessible.name, "0.1.0@beta, holds the lease")
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
