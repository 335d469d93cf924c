// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Window

// Places for the window's parts, by its width: all in one column if it is narrow; with the small parts in two columns
// below the scene; or with a panel beside it. The scene stays in sight while the rest scrolls below it, and is never so
// high that the strip of faults and the recorder's lease lane are out of sight. It is painted last, so that the ball is placed when everything else of a
// frame is done.
Item {
    id: view

    readonly property bool narrow: width < 720
    readonly property bool wide: width >= 1280
    readonly property real edge: Math.round(Math.max(12, Math.min(24, 0.02 * width)))
    readonly property real gap: Math.round(12 * Theme.scale)
    readonly property real panelWidth: Math.max(384, Math.min(416, 0.3 * width / Theme.scale)) * Theme.scale
    readonly property real most: wide ? Math.min(width - panelWidth - gap - 2 * edge, 0.7 * width) : width - 2 * edge
    readonly property real belowScene: (narrow ? 150 : 112) * Theme.scale // for what should be in sight then
    readonly property real room: height - bar.height - faults.height - belowScene - 2 * edge - 3 * gap
    readonly property real sceneHeight: Math.max(Math.min(most / 2, room), Math.min(wide ? 0.2 * width : 160, most / 2))
    readonly property real sceneWidth: wide ? 2 * sceneHeight : most

    readonly property alias bar: bar
    readonly property Item scene: wide ? wideScene : pageScene
    readonly property Item recorder: wide ? wideRecorder : pageRecorder
    readonly property Item log: wide ? wideLog : pageLog
    readonly property Item cluster: wide ? wideCluster : narrow ? narrowCluster : leftCluster
    readonly property Item behaviors: wide ? wideBehaviors : narrow ? narrowBehaviors : rightBehaviors
    readonly property Item faults: wide ? wideFaults : pageFaults

    // Something in a part has moved by so much: it is scrolled back to where it was.
    function keep(part: Item, by: real) {
        for (let around = part; around; around = around.parent) {
            if (around instanceof Scroller)
                return around.scrollTo(around.contentY + by)
        }
    }

    // Brings something in a part into sight.
    function reveal(item: Item) {
        for (let around = item; around; around = around.parent) {
            if (around instanceof Scroller)
                return around.reveal(item)
        }
    }

    ColumnLayout {
        anchors { fill: parent; margins: view.edge }
        spacing: view.gap

        Slot { id: bar }

        RowLayout {
            visible: view.wide
            spacing: view.gap

            ColumnLayout {
                z: 1
                spacing: view.gap
                Layout.fillWidth: false
                Layout.preferredWidth: view.sceneWidth

                Slot {
                    id: wideScene
                    z: 1
                }
                Slot { id: wideFaults }
                PartScroller {
                    margin: view.gap

                    Slot { id: wideRecorder }
                    Slot { id: wideLog }
                }
            }
            PartScroller {
                margin: view.edge
                spacing: view.gap

                Slot { id: wideCluster }
                Slot { id: wideBehaviors }
            }
        }
        Slot {
            id: pageScene
            z: 1
        }
        Slot {
            id: pageFaults
            visible: !view.wide && content
        }
        PartScroller {
            margin: view.edge
            spacing: view.gap
            visible: !view.wide

            Slot { id: narrowCluster }
            Slot { id: pageRecorder }
            RowLayout {
                visible: !view.narrow
                spacing: view.gap

                Slot {
                    id: leftCluster
                    Layout.alignment: Qt.AlignTop
                    Layout.preferredWidth: 1
                }
                Slot {
                    id: rightBehaviors
                    Layout.alignment: Qt.AlignTop
                    Layout.preferredWidth: 1
                }
            }
            Slot { id: narrowBehaviors }
            Slot { id: pageLog }
        }
    }
}
