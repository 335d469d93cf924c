// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Everbounce.Gui
import Everbounce.Window

// How the holder changed: a drawing, and the same in sentences.
Sheet {
    id: sheet

    required property FailoverModel failover

    objectName: "failover"
    title: qsTr("How term %1 began").arg(failover.term)
    width: Math.min(1000 * Theme.scale, parent ? parent.width - 2 * Theme.gap : 0)

    component Line: Text {
        color: Theme.text
        font.pixelSize: Theme.normalText
        textFormat: Text.PlainText
        wrapMode: Text.Wrap
        Accessible.role: Accessible.StaticText
        Accessible.name: text
        Layout.fillWidth: true
    }

    Connections {
        target: sheet.failover
        function onTold() {
            saved.text = ""
            sheet.open()
        }
    }
    Line {
        objectName: "failoverHeadline"
        text: sheet.failover.headline
    }
    Image {
        objectName: "failoverDrawing"
        source: sheet.visible ? sheet.failover.drawing(Theme.dark) : ""
        fillMode: Image.PreserveAspectFit
        sourceSize.width: Math.max(1, Math.round(width * Screen.devicePixelRatio))
        visible: sheet.failover.known
        Accessible.role: Accessible.Graphic
        Accessible.name: sheet.failover.headline
        Layout.fillWidth: true
        Layout.preferredHeight: implicitWidth > 0 ? width * implicitHeight / implicitWidth : 0
    }
    Line {
        objectName: "failoverDrawn"
        text: sheet.failover.drawn
        visible: text !== ""
        color: Theme.softText
        font.pixelSize: Theme.smallText
    }
    Repeater {
        model: sheet.failover.sentences

        RowLayout {
            id: row

            required property int index
            required property string modelData

            spacing: Theme.gap
            Text {
                text: sheet.failover.times[row.index] ?? ""
                color: Theme.softText
                font.pixelSize: Theme.smallText
                horizontalAlignment: Text.AlignRight
                Layout.preferredWidth: 76 * Theme.scale
                Layout.alignment: Qt.AlignTop
            }
            Line {
                text: row.modelData
                font.pixelSize: Theme.smallText
            }
        }
    }
    Line {
        text: sheet.failover.missing
        visible: text !== ""
        color: Theme.softText
    }
    RowLayout {
        visible: sheet.failover.known
        spacing: Theme.gap
        ActionButton {
            objectName: "saveDrawing"
            text: qsTr("Save the drawing")
            onClicked: saved.text = sheet.failover.save(Theme.dark)
        }
        Line {
            id: saved
            color: Theme.softText
            font.pixelSize: Theme.smallText
        }
    }
}
