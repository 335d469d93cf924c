// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui
import Everbounce.Window

// The behaviours that the ball can follow.
Section {
    id: section

    required property ClusterState cluster
    required property BehaviorsModel behaviors
    required property EditorModel script
    required property Commands commands
    property string idle // why no command is possible just now

    function enter() {
        list.enter()
    }

    title: qsTr("Behaviours")
    headerHeight: 24 * Theme.scale
    tools: RowLayout {
        objectName: "behavior"
        spacing: Theme.halfGap
        Accessible.role: Accessible.StaticText
        Accessible.name: [flown.text, trial.text].filter(Boolean).join(" ")

        Text {
            id: flown
            text: section.cluster.behavior || qsTr("–")
            textFormat: Text.PlainText // it may come from another machine
            color: Theme.text
            font { pixelSize: Theme.normalText; weight: Font.DemiBold }
            elide: Text.ElideRight
            Layout.maximumWidth: Math.min(Math.ceil(implicitWidth), section.width / 2)
        }
        Tag {
            id: trial
            text: section.cluster.onTrial ? qsTr("on trial") : ""
            tone: Theme.warning
        }
    }

    BehaviorList {
        id: list
        behaviors: section.behaviors
        commands: section.commands
        idle: section.idle
        Layout.fillWidth: true
    }
    ActionButton {
        id: opener
        objectName: "writeBehavior"
        visible: !section.script.open
        text: qsTr("Write one")
        onClicked: {
            section.script.open = true
            editor.item.enter()
        }
    }
    Loader { // a text field costs time, and few open it
        id: editor
        active: section.script.open
        visible: active
        sourceComponent: BehaviorEditor {
            script: section.script
            idle: section.idle
            onClosed: {
                section.script.open = false
                opener.forceActiveFocus(Qt.OtherFocusReason)
            }
        }
        Layout.fillWidth: true
    }
}
