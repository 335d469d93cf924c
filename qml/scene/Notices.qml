// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Everbounce.Gui
import Everbounce.Window

// What holds for a while, at the upper edge of the scene, which stays in sight. The ball flies above it.
Column {
    id: notices

    required property ClusterState cluster
    property SidesModel sides: null
    property bool dead: false // no node flies the ball

    readonly property bool isSplit: (sides?.tellers.length ?? 0) > 0

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
        property color tone: Theme.warning
        property color moreTone: Theme.error
        property bool ofSides: false // the faint ball is its legend

        visible: false
        width: Math.min(Math.max(words.implicitWidth, rest.implicitWidth) + column.x + 10 * Theme.scale, notices.width)
        height: column.height + 6 * Theme.scale
        radius: 8 * Theme.scale
        color: Theme.surface
        border { width: 1; color: notice.tone }
        Accessible.role: Accessible.StaticText
        Accessible.name: text + " " + more

        SideBall {
            visible: notice.ofSides
            x: 10 * Theme.scale
            y: (notice.height - height) / 2
            width: 22 * Theme.scale
        }
        Column {
            id: column
            x: (notice.ofSides ? 40 : 10) * Theme.scale
            y: 3 * Theme.scale
            width: notice.width - x - 10 * Theme.scale

            Words {
                id: words
                text: notice.text
                color: notice.tone
                font.weight: Font.DemiBold
            }
            Words {
                id: rest
                text: notice.more
                color: notice.moreTone
            }
        }
    }

    Notice {
        objectName: "alone"
        visible: notices.cluster.isAlone && !notices.isSplit && !notices.dead // else there are others, on the other side
        text: qsTr("Nobody can take over: start another node.")
    }
    Notice {
        objectName: "sides"
        visible: text
        text: notices.sides?.headline ?? ""
        more: notices.width < 480 * Theme.scale ? "" : notices.sides?.note ?? "" // there is no room for it
        moreTone: Theme.text
        tone: notices.isSplit ? Theme.warning : Theme.accent
        ofSides: notices.isSplit
    }
    Notice {
        objectName: "chaosBanner"
        visible: notices.cluster.chaosOn
        text: [notices.cluster.chaosSummary, notices.cluster.chaosNews].filter(Boolean).join("  ")
        more: notices.cluster.chaosMisses
    }
}
