// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtTest
import Everbounce.Window

// Promises of the editor in which behaviours are written.
TestCase {
    id: test

    name: "Editor"
    width: 400
    height: 700
    visible: true
    when: windowShown

    Scroller {
        id: panel
        anchors.fill: parent

        BehaviorsSection {
            cluster: bench.cluster
            behaviors: bench.behaviors
            script: bench.editor
            commands: bench.commands
            Layout.fillWidth: true
        }
    }

    function part(name) {
        return findChild(panel, name)
    }

    function asked() {
        return Array.from(bench.asked).join(", ")
    }

    function init() {
        bench.show([{ id: 1, name: "alpha" }], 1, 5)
        bench.showBehaviors([{ name: "MirrorJump", nodes: ["alpha"] }, { name: "Drift", source: 2, nodes: ["alpha"] }], "MirrorJump")
        mouseClick(part("writeBehavior"))
        tryVerify(() => part("scriptText")?.activeFocus)
    }

    function cleanup() {
        bench.answer()
        bench.editor.open = false
    }

    function test_beginsWithATemplateThatFlies() {
        verify(part("scriptText").text.includes("function next(ball)"))
        compare(part("editorName").text, "MyBounce")
        tryCompare(part("editorTold"), "text", "Flies like this for the next 20 seconds.")
        verify(!part("goBack").enabled)
    }

    function test_takesTheNameThatIsTypedAndSaysAloudWhatItTells() {
        const field = part("editorName")
        field.forceActiveFocus()
        field.selectAll()
        for (const key of [Qt.Key_W, Qt.Key_I, Qt.Key_N, Qt.Key_D])
            keyClick(key)
        compare(bench.editor.name, "wind")
        compare(part("editorTold").Accessible.name, part("editorTold").text)
    }

    function test_marksTheLineWithTheProblem() {
        bench.editor.text = "function next() {\nthrow 1;\n}"
        compare(part("scriptText").text, bench.editor.text)
        tryCompare(part("editorTold"), "text", "The script failed: line 2: Error: no.")
        const mark = part("wrongLine")
        verify(mark.visible)
        fuzzyCompare(mark.y, part("scriptText").positionToRectangle(bench.editor.text.indexOf("throw")).y, 1)
        part("scriptText").insert(0, "x")
        verify(!mark.visible)
    }

    function test_savesSelectsAndGoesBack() {
        bench.editor.name = "Test" + Math.floor(Math.random() * 1e9)
        const name = bench.editor.name
        for (const text of ["one", "two"]) {
            bench.editor.text = text
            mouseClick(part("flyIt"))
            tryVerify(() => asked() === "behavior " + name)
            bench.answer()
        }
        tryVerify(() => part("goBack").enabled)
        mouseClick(part("goBack"))
        tryVerify(() => asked() === "behavior " + name)
        compare(part("scriptText").text, "one")
        tryVerify(() => !part("goBack").enabled)
    }

    function test_saysHowTheTrialGoes() {
        const name = bench.editor.name = "Tried" + Math.floor(Math.random() * 1e9)
        mouseClick(part("flyIt"))
        tryVerify(() => asked() === "behavior " + name)
        bench.answer()
        compare(part("editorTold").text, name + " is saved.")
        bench.showBehaviors([{ name: name, source: 2, nodes: ["alpha"] }], name, "MirrorJump")
        tryCompare(part("editorTold"), "text", name + " is saved, and on trial now.")
        bench.showBehaviors([{ name: name, source: 2, nodes: ["alpha"] }], name)
        tryCompare(part("editorTold"), "text", name + " has passed its trial.")
    }

    function test_isSeenAsAWholeAndClosedByItsButton() {
        const editor = part("behaviorEditor")
        const inPanel = item => item.mapToItem(panel, 0, 0).y
        tryVerify(() => inPanel(editor) >= 0 && inPanel(editor) + editor.height <= panel.height)
        mouseClick(part("closeEditor"))
        tryVerify(() => !part("behaviorEditor"))
        verify(part("writeBehavior").activeFocus)
    }

    function test_takesNoNameThatIsNone() {
        bench.editor.name = "not a name"
        mouseClick(part("flyIt"))
        verify(part("editorTold").text.startsWith("A name is a letter"))
        compare(asked(), "")
    }

    function test_saysWhenSomebodyHasChangedItMeanwhile() {
        bench.editor.name = "Shared" + Math.floor(Math.random() * 1e9)
        mouseClick(part("flyIt"))
        tryVerify(() => asked() !== "")
        bench.answer()
        bench.editor.name += "x" // as if the text had been read before somebody else saved
        bench.editor.name = bench.editor.name.slice(0, -1)
        mouseClick(part("flyIt"))
        tryVerify(() => part("editorTold").text.startsWith("Somebody has changed"))
    }

    function test_tabMovesOnAndEscapeCloses() {
        keyClick(Qt.Key_Escape)
        tryVerify(() => !part("behaviorEditor"))
        verify(part("writeBehavior").activeFocus)
    }
}
