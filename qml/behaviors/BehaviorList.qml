// SPDX-License-Identifier: GPL-3.0-or-later
// qmllint disable unqualified
// (Delegates see the ids around them; the pragma that says so, ComponentBehavior, is not known to Qt 6.4.)
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui
import Everbounce.Window

// The behaviours, one of which is current. They are one tab stop, the current one first; arrow keys go on from there
// without choosing: a choice is a command to the cluster, made with Enter or Space.
GridLayout {
    id: list

    required property BehaviorsModel behaviors
    required property Commands commands
    property string idle // why no command is possible just now
    property BehaviorRow focused: null // the row with the focus

    readonly property int flightRows: Math.ceil(behaviors.flights / columns)

    component Heading: Text {
        color: Theme.softText
        font { pixelSize: Theme.smallText; weight: Font.DemiBold }
        Accessible.role: Accessible.Heading
        Accessible.name: text
        Layout.column: 0
        Layout.columnSpan: list.columns
        Layout.fillWidth: true
    }

    readonly property int stop: focused ? focused.index : Math.max(0, behaviors.current)

    function enter() {
        go(stop, Qt.ShortcutFocusReason)
    }

    function go(row: int, reason: int) {
        rows.itemAt(row)?.choice.forceActiveFocus(reason)
    }

    columns: Math.max(1, Math.floor((width + columnSpacing) / (272 * Theme.scale + columnSpacing)))
    columnSpacing: 12 * Theme.scale
    rowSpacing: Theme.halfGap
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Behaviours")

    Keys.onPressed: event => {
        const steps = new Map([[Qt.Key_Up, -1], [Qt.Key_Left, -1], [Qt.Key_Down, 1], [Qt.Key_Right, 1]])
        event.accepted = focused !== null && steps.has(event.key)
        if (event.accepted)
            go((focused.index + steps.get(event.key) + rows.count) % rows.count, Qt.TabFocusReason)
    }

    Heading {
        text: qsTr("Flights")
        visible: list.behaviors.flights > 0
        Layout.row: 0
    }
    Heading {
        text: qsTr("Made to fail")
        visible: list.behaviors.count > list.behaviors.flights
        Layout.row: list.flightRows + 1
        Layout.topMargin: Theme.halfGap
    }
    Repeater {
        id: rows
        model: list.behaviors
        delegate: BehaviorRow {
            id: row
            commands: list.commands
            idle: list.idle
            isStop: index === list.stop

            readonly property int place: madeToFail ? index - list.behaviors.flights : index

            Layout.row: Math.floor(place / list.columns) + (madeToFail ? list.flightRows + 2 : 1)
            Layout.column: Math.max(0, place) % list.columns
            onFocusedChanged: {
                if (focused)
                    list.focused = row
                else if (list.focused === row)
                    list.focused = null
            }
            Layout.fillWidth: true
            Layout.preferredWidth: 1 // all the same
            Layout.alignment: Qt.AlignTop
        }
    }
}
