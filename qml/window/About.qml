// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui
import Everbounce.Window

// What this program is.
Sheet {
    id: about

    required property string version
    required property string qtVersion

    objectName: "about"
    title: qsTr("About Everbounce")

    component Line: Text {
        color: Theme.text
        font.pixelSize: Theme.normalText
        wrapMode: Text.Wrap
        Accessible.role: Accessible.StaticText
        Accessible.name: text
        Layout.fillWidth: true
    }

    SvgPart {
        element: "ball"
        implicitWidth: 56 * Theme.scale
        implicitHeight: implicitWidth
    }
    Line { text: qsTr("A ball that keeps flying: one engine in a cluster of nodes, replaced before anybody notices.") }
    Line {
        objectName: "versions"
        text: qsTr("Everbounce %1, with Qt %2").arg(about.version).arg(about.qtVersion)
        font.weight: Font.DemiBold
    }
    Line {
        text: qsTr("Free software under the GNU General Public License, version 3 or later. It comes without any warranty.")
        color: Theme.softText
    }
}
