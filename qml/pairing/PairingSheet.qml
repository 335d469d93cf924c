// SPDX-License-Identifier: GPL-3.0-or-later
// qmllint disable unqualified
// (Delegates see the ids around them; the pragma that says so, ComponentBehavior, is not known to Qt 6.4.)
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui
import Everbounce.Window

// Joins this node and a node on another machine into one cluster.
Sheet {
    id: sheet

    required property PairingModel pairing
    required property MembersModel members
    required property SharingModel sharing

    signal showOnPhone

    objectName: "pairing"
    title: qsTr("Another machine")

    // The focus stays here, and is never on a yes that nobody has thought about.
    readonly property Item next: ({ idle: invite, comparing: no })[pairing.stage] ?? cancel
    onNextChanged: if (opened) next.forceActiveFocus(Qt.TabFocusReason)

    Connections {
        target: sheet.pairing
        function onDigitsShown() { sheet.open() }
    }
    SharingPart {
        sharing: sheet.sharing
        onShowOnPhone: sheet.showOnPhone()
        Layout.fillWidth: true
    }
    Sentence {
        objectName: "pairTold"
        text: sheet.pairing.told
    }
    Sentence {
        objectName: "pairDigits"
        text: sheet.pairing.digits
        font.pixelSize: 2 * Theme.largeText
        font.weight: Font.DemiBold
        font.letterSpacing: 2 * Theme.scale
    }
    Sentence {
        objectName: "pairNews"
        text: sheet.pairing.news
        color: Theme.softText
    }
    RowLayout {
        spacing: Theme.halfGap

        ActionButton {
            id: invite
            objectName: "pairInvite"
            visible: sheet.pairing.stage === "idle"
            filled: !sheet.pairing.neighbours.some(one => one.invites) // then Join is the next thing to press
            text: qsTr("Invite")
            onClicked: sheet.pairing.invite()
        }
        ActionButton {
            objectName: "pairYes"
            visible: sheet.pairing.stage === "comparing"
            filled: true
            text: qsTr("The same")
            onClicked: sheet.pairing.answer(true)
        }
        ActionButton {
            id: no
            objectName: "pairNo"
            visible: sheet.pairing.stage === "comparing"
            text: qsTr("Not the same")
            onClicked: sheet.pairing.answer(false)
        }
        ActionButton {
            id: cancel
            objectName: "pairCancel"
            visible: ["inviting", "asking", "waiting"].includes(sheet.pairing.stage)
            text: qsTr("Cancel")
            onClicked: sheet.pairing.cancel()
        }
    }
    Repeater {
        model: sheet.pairing.neighbours

        RowLayout {
            id: row

            required property var modelData

            spacing: Theme.gap

            Sentence {
                text: row.modelData.told
                color: Theme.softText
            }
            ActionButton {
                objectName: "pairJoin:" + row.modelData.address
                visible: row.modelData.invites
                filled: true
                text: qsTr("Join")
                onClicked: sheet.pairing.join(row.modelData.address)
            }
        }
    }
    SectionTitle {
        visible: sheet.members.members.length > 0
        text: qsTr("Members of this cluster")
        Layout.fillWidth: true
    }
    Repeater {
        model: sheet.members.members

        MemberRow {
            required property string modelData

            members: sheet.members
            member: modelData
            Layout.fillWidth: true
        }
    }
    Sentence {
        objectName: "memberNews"
        text: sheet.members.news
        color: Theme.softText
    }
    ActionButton {
        objectName: "pairSilence"
        visible: sheet.pairing.silent || sheet.pairing.neighbours.length > 0
        font.pixelSize: Theme.smallText
        text: sheet.pairing.silent ? qsTr("Show neighbours") : qsTr("Do not show neighbours")
        onClicked: sheet.pairing.silent = !sheet.pairing.silent
    }
}
