// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Everbounce.Window

// One of several, of which one is current: a click asks for it, and it is checked once it has become current.
Pressable {
    id: choice

    required property bool chosen
    property bool soft: false // it is not available just now
    property bool trial: false
    property string kind
    property string tag // a word, or none
    property color tagTone: Theme.accent
    property string notes // also shown elsewhere, but not to screen readers

    checkable: true
    checked: chosen
    onClicked: checked = Qt.binding(() => chosen) // a click by itself changes nothing
    topPadding: 8 * Theme.scale
    bottomPadding: 8 * Theme.scale
    Accessible.role: Accessible.RadioButton
    Accessible.description: Array.from([tag, kind, notes]).filter(Boolean).join(", ")

    contentItem: ChoiceLines {
        title: choice.text
        chosen: choice.checked
        soft: choice.soft
        trial: choice.trial
        kind: choice.kind
        tag: choice.tag
        tagTone: choice.tagTone
    }
    background: ButtonGround {
        control: choice
        filling: choice.down || choice.checked ? Theme.holderRow : choice.hovered ? Theme.over : Theme.surface
        outline: choice.checked ? Theme.accent : choice.hovered ? Theme.softText : Theme.line
    }
}
