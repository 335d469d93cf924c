// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui
import Everbounce.Window

// Says what quitting means where no other node is left. Quitting once more while it is shown means it.
Sheet {
    id: sheet

    required property StartedNodesModel started

    signal quit

    objectName: "quitting"
    title: qsTr("The ball ends here")
    closeText: qsTr("Stay")

    // The window's own do nothing below a sheet.
    Shortcut {
        sequences: ["Ctrl+Q", "Ctrl+W"]
        enabled: sheet.visible
        autoRepeat: false
        onActivated: sheet.quit()
    }

    Sentence {
        objectName: "quitTold"
        text: sheet.started.leaving === 0 ? qsTr("No other node is left.")
              : qsTr("No other node is left: those that were started here end with this window.")
    }
    Sentence {
        text: qsTr("When a node is started again here, the ball flies on from where it was.")
        color: Theme.softText
    }
    RowLayout {
        spacing: Theme.halfGap

        ActionButton {
            objectName: "quitForGood"
            text: qsTr("Quit")
            onClicked: sheet.quit()
        }
        ActionButton {
            objectName: "quitAndKeep"
            visible: sheet.started.leaving > 0
            text: qsTr("Keep them and quit")
            onClicked: {
                sheet.started.keepAll()
                sheet.quit()
            }
        }
    }
}
