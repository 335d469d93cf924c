// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Everbounce.Window

// Promises of the bar: how many watch, through which node, and in which colours.
TestCase {
    id: test

    name: "Bar"
    width: 800
    height: 200
    visible: true
    when: windowShown

    Bar {
        id: bar
        width: parent.width
        cluster: bench.cluster
        memory: bench.memory
    }

    function init() {
        bench.memory.theme = "system"
        bench.show([{ id: 1, name: "alpha", viewers: 1 }, { id: 2, name: "beta", viewers: 6 }], 1, 5)
    }

    function cleanup() {
        test.width = 800
    }

    function test_usersOnlineAreThoseOfAllNodes() {
        compare(findChild(bar, "usersOnline").Accessible.name, "Viewers: 7")
        bench.show([{ id: 1, name: "alpha", viewers: 1 }], 1, 5)
        compare(findChild(bar, "usersOnline").Accessible.name, "Viewers: 1")
        compare(findChild(bar, "connection").text, "Connected to alpha")
    }

    function test_theColoursAreChosen_data() {
        return [{ tag: "mouse" }, { tag: "keys", key: Qt.Key_Space }]
    }
    function test_theColoursAreChosen(data) {
        for (const name of ["light", "dark", "system"]) {
            const choice = findChild(bar, "theme:" + name)
            if (data.key) {
                choice.forceActiveFocus(Qt.TabFocusReason)
                keyClick(data.key)
            } else {
                mouseClick(choice)
            }
            compare(bench.memory.theme, name)
            verify(choice.checked)
        }
    }

    function test_theArrowKeysChooseAmongTheColours() {
        const focused = name => findChild(bar, "theme:" + name).visualFocus
        findChild(bar, "theme:system").forceActiveFocus(Qt.TabFocusReason)
        keyClick(Qt.Key_Right)
        compare(bench.memory.theme, "light")
        verify(focused("light"))
        keyClick(Qt.Key_Left)
        keyClick(Qt.Key_Left)
        compare(bench.memory.theme, "dark")
        verify(focused("dark"))
        keyClick(Qt.Key_Tab)
        verify(!focused("system") && !focused("light")) // one stop
    }

    function test_theBallStandsBesideTheConnectionWhereThisNodeRunsTheEngine() {
        const ball = findChild(bar, "connectedBall")
        compare(ball.opacity, 1)
        const x = findChild(bar, "connection").x
        bench.show([{ id: 1, name: "alpha" }, { id: 2, name: "beta" }], 2, 6)
        compare(ball.opacity, 0)
        waitForRendering(bar)
        compare(findChild(bar, "connection").x, x) // nothing moves
        bench.show([{ id: 1, name: "alpha" }, { id: 2, name: "beta" }], 0, 0)
        compare(ball.opacity, 0)
    }

    function test_nothingIsCutOffWhereItIsNarrow() {
        test.width = 336
        bench.show([{ id: 1, name: "a-very-long-host-name-of-a-node.in-some.example.org:4001" }], 1, 5)
        waitForRendering(bar)
        for (const name of ["usersOnline", "connection", "tagline", "theme:system", "theme:light", "theme:dark"]) {
            const item = findChild(bar, name)
            const right = item.mapToItem(bar, item.width, 0).x
            verify(right <= bar.width + 0.5, name + " " + right)
        }
        const connection = findChild(bar, "connection")
        verify(!connection.truncated && connection.lineCount > 1)
        verify(connection.mapToItem(bar, 0, connection.paintedHeight).y <= bar.height + 0.5)
    }
}
