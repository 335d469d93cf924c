// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Everbounce.Gui
import Everbounce.Window

// A word of the house that explains itself in one sentence when it is pointed at, focused or pressed.
Pressable {
    id: word

    required property string names // which word it is
    property color tone: Theme.softText
    readonly property string meaning: HouseWords.meaningOf(names, Qt.uiLanguage)

    objectName: "word"
    padding: 0
    verticalPadding: 0
    implicitHeight: contentItem.implicitHeight
    reach: Theme.narrow ? Math.max(0, (Theme.control - height) / 2) : 0
    checkable: true // pressed: it stays explained
    Accessible.description: meaning

    contentItem: Text {
        id: label
        text: word.text
        font: word.font
        color: word.tone
        wrapMode: Text.Wrap
    }
    Rectangle { // dotted would be nicer; no item of Qt Quick draws that
        anchors { left: parent.left; bottom: parent.bottom }
        width: label.contentWidth
        height: 1
        color: word.hovered ? word.tone : Theme.line
    }
    onActiveFocusChanged: if (!activeFocus) checked = false
    Hint {
        about: word
        wanted: word.hovered || word.visualFocus || word.checked
        lines: [word.meaning]
    }
}
