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
        compare(findChild(bar, "usersOnline").text, "Users online: 7")
        bench.show([{ id: 1, name: "alpha", viewers: 1 }], 1, 5)
        compare(findChild(bar, "usersOnline").text, "Users online: 1")
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

    function test_whereItIsNarrowOneButtonGoesThroughThem() {
        test.width = 336
        waitForRendering(bar)
        tryVerify(() => !findChild(bar, "theme:dark").visible)
        for (const name of ["light", "dark", "system"]) {
            mouseClick(findChild(bar, "theme:" + (bench.memory.theme)))
            compare(bench.memory.theme, name)
            waitForRendering(bar)
        }
        for (const name of ["usersOnline", "connection", "theme:system"]) {
            const item = findChild(bar, name)
            const right = item.mapToItem(bar, item.width, 0).x
            verify(right <= bar.width + 0.5, name + " " + right)
        }
    }
}
