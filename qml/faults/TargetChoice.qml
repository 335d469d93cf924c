// SPDX-License-Identifier: GPL-3.0-or-later
// qmllint disable unqualified
// (Delegates see the ids around them; the pragma that says so, ComponentBehavior, is not known to Qt 6.4.)
import QtQuick
import Everbounce.Gui
import Everbounce.Window

// The target of faults.
DropDown {
    id: box

    required property TargetsModel targets

    objectName: "target"
    model: targets
    textRole: "name"
    currentIndex: targets.row
    displayText: targets.name
    onActivated: index => targets.choose(index)
    Accessible.name: qsTr("Break")

    delegate: DropDownLine {
        required property string nodeId
        required property string name
        required property int index

        objectName: "target:" + nodeId
        text: name
        font: box.font
        highlighted: box.highlightedIndex === index
    }
}
