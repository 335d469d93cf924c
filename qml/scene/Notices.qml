// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Everbounce.Gui
import Everbounce.Window

// What holds for a while, at the upper edge of the scene, which stays in sight. The ball flies above it.
Column {
    id: notices

    required property ClusterState cluster

    spacing: 4 * Theme.scale

    component Words: Text {
        width: parent.width
        visible: text
        textFormat: Text.PlainText // it holds names from other machines
        font.pixelSize: Theme.smallText
        wrapMode: Text.Wrap
    }
    component Notice: Rectangle {
        id: notice

        property string text
        property string more // a line each

        visible: false
        width: Math.min(Math.max(words.implicitWidth, rest.implicitWidth) + 20 * Theme.scale, notices.width)
        height: column.height + 6 * Theme.scale
        radius: 8 * Theme.scale
        color: Theme.surface
        border { width: 1; color: Theme.warning }
        Accessible.role: Accessible.StaticText
        Accessible.name: text + " " + more

        Column {
            id: column
            x: 10 * Theme.scale
            y: 3 * Theme.scale
            width: notice.width - 2 * x

            Words {
                id: words
                text: notice.text
                color: Theme.warning
                font.weight: Font.DemiBold
            }
            Words {
                id: rest
                text: notice.more
                color: Theme.error
            }
        }
    }

    Notice {
        objectName: "alone"
        visible: notices.cluster.isAlone
        text: qsTr("Nobody can take over: start another node.")
    }
    Notice {
        objectName: "chaosBanner"
        visible: notices.cluster.chaosOn
        text: [notices.cluster.chaosSummary, notices.cluster.chaosNews].filter(Boolean).join("  ")
        more: notices.cluster.chaosMisses
    }
}
