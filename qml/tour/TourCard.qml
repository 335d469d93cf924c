// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui
import Everbounce.Window

// The tour, on the scene at its lower left: news is at the right, what holds for a while above. At the first start it is
// offered; the menu has it later.
Rectangle {
    id: card

    required property TourModel tour
    required property WindowMemory memory
    property bool large: false // to an audience
    property bool breaks: true // or there is nothing to press: faults are switched off

    readonly property string asked: visible && !tour.told ? tour.step : "" // what it points at
    readonly property bool offered: !memory.knowsTour && tour.step === ""
    readonly property real textSize: large ? Theme.largeText * 1.2 : Theme.normalText

    function begin() {
        memory.knowsTour = true
        tour.begin()
        next.forceActiveFocus(Qt.OtherFocusReason)
    }

    function leave() {
        memory.knowsTour = true
        tour.leave()
    }

    objectName: "tour"
    visible: breaks && (offered || tour.step !== "")
    implicitHeight: column.implicitHeight + 20 * Theme.scale
    radius: 12 * Theme.scale
    color: Theme.surface
    border { width: 1; color: Theme.accent }
    Accessible.role: Accessible.Grouping
    Accessible.name: title.text
    Keys.onEscapePressed: leave()

    component Line: Text {
        textFormat: Text.PlainText // it holds names from other machines
        color: Theme.text
        font.pixelSize: card.textSize
        wrapMode: Text.Wrap
        visible: text
        Accessible.role: Accessible.StaticText
        Accessible.name: text
        Layout.fillWidth: true
    }

    ColumnLayout {
        id: column
        anchors { left: parent.left; right: parent.right; top: parent.top }
        anchors { leftMargin: 14 * Theme.scale; rightMargin: 14 * Theme.scale; topMargin: 10 * Theme.scale }
        spacing: 4 * Theme.scale

        Line {
            id: title
            objectName: "tourTitle"
            text: card.tour.title || qsTr("New here?")
            font { pixelSize: card.textSize + 1; weight: Font.DemiBold }
        }
        Line { text: card.tour.text || qsTr("Four things to do, in a minute: you break it, and see what happens.") }
        Line {
            objectName: "tourTold"
            text: Theme.unbroken(card.tour.told)
            font.weight: Font.DemiBold
            Accessible.role: Accessible.AlertMessage
        }
        RowLayout {
            Layout.topMargin: 4 * Theme.scale

            ActionButton {
                id: next
                objectName: "tourNext"
                text: card.offered ? qsTr("Take the tour") : card.tour.step === "recorder" ? qsTr("Finish")
                                   : card.tour.told ? qsTr("Next") : qsTr("Skip")
                filled: card.offered || card.tour.told !== ""
                onClicked: card.tour.step === "" ? card.begin() : card.tour.next()
            }
            Item { Layout.fillWidth: true }
            ActionButton {
                objectName: "tourLeave"
                text: card.offered ? qsTr("No, thanks") : qsTr("Leave")
                onClicked: card.leave()
            }
        }
    }
}
