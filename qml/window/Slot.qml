// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts

// A place for something that is elsewhere in other arrangements.
Item {
    readonly property Item content: children.length > 0 ? children[0] : null

    visible: content !== null
    implicitHeight: content ? content.implicitHeight : 0
    implicitWidth: content ? content.implicitWidth : 0
    Layout.fillWidth: true
}
