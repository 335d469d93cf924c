// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Window

// A part of the window under a title, with what belongs to all of it beside the title.
Rectangle {
    id: section

    property string title
    property string key // that leads here
    property bool askedFor: false // the tour asks for it
    property real headerHeight: Theme.control
    property Item entrance: content // in which the keyboard's focus goes to the first control
    property alias tools: tools.data
    default property alias items: content.data

    function enter() {
        section.entrance.nextItemInFocusChain(true).forceActiveFocus(Qt.ShortcutFocusReason)
    }

    width: parent ? parent.width : implicitWidth
    implicitHeight: content.implicitHeight + header.implicitHeight + 2 * Theme.gap + Theme.halfGap
    height: implicitHeight
    radius: 12 * Theme.scale
    color: Theme.surface
    border { width: askedFor ? 3 : 1; color: askedFor ? Theme.accent : Theme.line }
    Accessible.role: Accessible.Grouping
    Accessible.name: title

    GridLayout {
        id: header

        // No word of the title is broken: first its key goes, then what belongs to it comes below.
        readonly property real needed: heading.implicitWidth + tools.implicitWidth + 2 * Theme.halfGap
        readonly property bool fits: needed <= width

        anchors { left: parent.left; right: parent.right; top: parent.top; margins: Theme.gap }
        columns: fits ? 4 : 3
        columnSpacing: Theme.halfGap
        rowSpacing: 0

        SectionTitle {
            id: heading
            text: section.title
            Layout.fillWidth: true
            Layout.maximumWidth: Math.ceil(implicitWidth)
            Layout.minimumHeight: section.headerHeight
            verticalAlignment: Text.AlignVCenter
        }
        KeyHint {
            id: cap
            key: section.key
            visible: key !== "" && (!header.fits || header.needed + implicitWidth + Theme.halfGap <= header.width)
        }
        Item { Layout.fillWidth: true }
        RowLayout {
            id: tools
            spacing: Theme.halfGap
            Layout.columnSpan: header.fits ? 1 : header.columns
            Layout.alignment: header.fits ? Qt.AlignRight : Qt.AlignLeft
        }
    }
    ColumnLayout {
        id: content
        anchors { left: parent.left; right: parent.right; top: header.bottom }
        anchors { leftMargin: Theme.gap; rightMargin: Theme.gap; topMargin: Theme.halfGap }
        spacing: Theme.halfGap
    }
}
