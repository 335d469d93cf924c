// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Everbounce.Window

// Promises of the event log: what happened can be read again, and found.
TestCase {
    id: test

    name: "EventLog"
    width: 700
    height: 400
    visible: true
    when: windowShown

    EventLog {
        id: section
        log: bench.log
    }

    readonly property Item lines: findChild(section, "logLines")

    function init() {
        bench.log.words = ""
        bench.log.node = ""
        bench.log.kind = ""
        bench.show([{ id: 41, name: "log-2" }, { id: 42, name: "log-10" }], 41, 5)
    }

    function test_whatHappenedIsFoundByWordsNodeAndKind() {
        const before = bench.log.count
        const height = section.height
        bench.leased(41, 5, 0)
        bench.injected("kill-node", 42, 0)
        bench.engineLost(42)
        compare(bench.log.count, before + 4)
        compare(section.height, height) // nothing moves
        bench.log.node = "log-10"
        compare(bench.log.count, 3)
        bench.log.kind = "fault"
        compare(bench.log.count, 1)
        bench.log.kind = ""
        bench.log.node = ""
        section.enter()
        verify(findChild(section, "logWords").activeFocus)
        for (const key of "ABOUT log-2")
            keyClick(key)
        compare(bench.log.count, 1)
        tryCompare(lines, "count", 1)
        compare(findChild(section, "logCount").text, "1 event")
    }

    function test_nodesAreOrderedAsPeopleCount() {
        bench.show([{ id: 43, name: "other-10" }, { id: 44, name: "other-2" }], 43, 5)
        bench.leased(43, 5, 0)
        bench.leased(44, 6, 0)
        const nodes = Array.from(bench.log.nodes).filter(name => name.startsWith("other-"))
        compare(nodes.join(" "), "other-2 other-10")
    }
}
