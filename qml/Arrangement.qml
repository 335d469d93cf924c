// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts

// Places for the window's parts, by its width: all in one column where it is narrow; with the small parts in two columns
// below the scene; or with a panel beside it. The scene is never so high that the recorder is out of sight, and the
// title of what follows it tells that there is more.
Item {
    id: view

    readonly property bool narrow: width < 720
    readonly property bool wide: width >= 1100
    readonly property real margin: Math.round((narrow ? 12 : 16) * Theme.scale)
    readonly property real panelWidth: Math.max(340, Math.min(400, 0.28 * width / Theme.scale)) * Theme.scale
    readonly property real most: wide ? Math.min(width - panelWidth - 3 * margin, 0.7 * width) : width - 2 * margin
    readonly property real belowScene: (narrow ? 0 : wide ? 324 : 210) * Theme.scale // the recorder, and the next title
    readonly property real room: height - bar.height - belowScene - 3 * margin
    readonly property real sceneHeight: Math.max(Math.min(most / 2, room), Math.min(wide ? 0.25 * width : 180, most / 2))
    readonly property real sceneWidth: wide ? 2 * sceneHeight : most

    readonly property alias bar: bar
    readonly property Item scene: wide ? wideScene : pageScene
    readonly property Item recorder: wide ? wideRecorder : pageRecorder
    readonly property Item cluster: wide ? wideCluster : narrow ? narrowCluster : leftCluster
    readonly property Item behaviors: wide ? wideBehaviors : narrow ? narrowBehaviors : leftBehaviors
    readonly property Item faults: wide ? wideFaults : narrow ? narrowFaults : rightFaults
    readonly property Item alerts: wide ? wideAlerts : pageAlerts

    ColumnLayout {
        anchors { fill: parent; margins: view.margin }
        spacing: view.margin

        Slot { id: bar }

        RowLayout {
            visible: view.wide
            spacing: view.margin

            ColumnLayout {
                spacing: view.margin
                Layout.fillWidth: false
                Layout.preferredWidth: view.sceneWidth

                Slot { id: wideScene }
                PartScroller {
                    margin: view.margin

                    Slot { id: wideRecorder }
                    Slot { id: wideFaults }
                }
            }
            ColumnLayout {
                spacing: view.margin

                PartScroller {
                    margin: view.margin

                    Slot { id: wideCluster }
                    Slot { id: wideBehaviors }
                }
                Slot { id: wideAlerts }
            }
        }
        PartScroller {
            margin: view.margin
            visible: !view.wide

            Slot { id: pageScene }
            Slot { id: narrowCluster }
            Slot { id: pageRecorder }
            RowLayout {
                visible: !view.narrow
                spacing: view.margin

                ColumnLayout {
                    spacing: view.margin
                    Layout.alignment: Qt.AlignTop
                    Layout.preferredWidth: 1

                    Slot { id: leftCluster }
                    Slot { id: leftBehaviors }
                }
                Slot {
                    id: rightFaults
                    Layout.alignment: Qt.AlignTop
                    Layout.preferredWidth: 1
                }
            }
            Slot { id: narrowBehaviors }
            Slot { id: narrowFaults }
        }
        Slot { id: pageAlerts }
    }
}
