// SPDX-License-Identifier: GPL-3.0-or-later
// qmllint disable unqualified
// (Delegates see the ids around them; the pragma that says so, ComponentBehavior, is not known to Qt 6.4.)
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Everbounce.Gui
import Everbounce.Window

// Write a behaviour here: while somebody types, the scene shows where the text flies, or the line with the problem is
// marked.
ColumnLayout {
    id: editor

    required property EditorModel script
    property string idle // why no command is possible just now
    readonly property var origins: script.templates.map(name => ({ name: name, label: wordFor(name), isScript: false }))
        .concat(script.scripts.map(name => ({ name: name, label: name, isScript: true })))

    readonly property bool shownWhole: true // where there is room: its line and its buttons, too

    signal closed

    function enter() {
        scriptText.enter()
    }

    function wordFor(template: string): string {
        return template === "Failure" ? qsTr("One that fails") : template
    }

    objectName: "behaviorEditor"
    spacing: Theme.halfGap
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Write a behaviour")
    Keys.onEscapePressed: editor.closed()

    RowLayout {
        spacing: Theme.halfGap

        SectionTitle {
            text: qsTr("Write a behaviour")
            Layout.fillWidth: true
        }
        ActionButton {
            objectName: "closeEditor"
            text: qsTr("Close")
            font.pixelSize: Theme.smallText
            onClicked: editor.closed()
        }
    }
    GridLayout {
        columns: 2
        columnSpacing: Theme.halfGap
        rowSpacing: 2 * Theme.scale
        Layout.fillWidth: true

        Text {
            text: qsTr("Start from")
            color: Theme.softText
            font.pixelSize: Theme.smallText
        }
        Text {
            text: qsTr("Name")
            color: Theme.softText
            font.pixelSize: Theme.smallText
        }
        DropDown {
            id: origin
            objectName: "editorOrigin"
            model: editor.origins
            textRole: "label"
            onActivated: index => {
                const chosen = editor.origins[index]
                if (chosen.isScript)
                    editor.script.beginScript(chosen.name)
                else
                    editor.script.beginTemplate(chosen.name)
            }
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Accessible.name: qsTr("Start from")
            delegate: DropDownLine {
                required property var modelData
                required property int index

                text: modelData.label
                font: origin.font
                highlighted: origin.highlightedIndex === index
            }
        }
        TextField {
            id: name
            objectName: "editorName"
            text: editor.script.name
            maximumLength: 63
            onTextEdited: editor.script.name = text
            color: Theme.text
            font.pixelSize: Math.round(13 * Theme.scale)
            implicitHeight: Theme.control
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Accessible.name: qsTr("Name")
            background: Rectangle {
                radius: 8 * Theme.scale
                color: Theme.surface
                border { width: name.activeFocus ? 2 : 1; color: name.activeFocus ? Theme.accent : Theme.line }
            }
        }
    }
    ScriptText {
        id: scriptText
        text: editor.script.text
        wrongLine: editor.script.line
        onEdited: typed => editor.script.text = typed
        Layout.fillWidth: true
        Layout.preferredHeight: 260 * Theme.scale

        Connections { // what is typed breaks the binding
            target: editor.script
            function onTextChanged() {
                if (scriptText.text !== editor.script.text)
                    scriptText.text = editor.script.text
            }
        }
    }
    Text {
        objectName: "editorTold"
        text: editor.script.told
        textFormat: Text.PlainText // a script may have written it
        color: editor.script.failed ? Theme.error : Theme.softText
        font.pixelSize: Theme.smallText
        wrapMode: Text.WrapAtWordBoundaryOrAnywhere
        // Reserved room: nothing moves when a problem comes or goes.
        Layout.fillWidth: true
        Layout.minimumHeight: 3 * Theme.smallText * 1.4
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }
    RowLayout {
        spacing: Theme.halfGap

        ActionButton {
            objectName: "flyIt"
            text: qsTr("Fly it")
            filled: true
            enabled: !editor.idle
            onClicked: editor.script.fly()
        }
        ActionButton {
            objectName: "goBack"
            text: qsTr("Go back")
            enabled: editor.script.canGoBack && !editor.idle
            onClicked: editor.script.goBack()
        }
        Item { Layout.fillWidth: true }
    }
    Text {
        text: qsTr("Tab moves on, Esc closes.")
        color: Theme.softText
        font.pixelSize: Theme.smallText
    }
}
