import QtQuick
import Parlor.Canvas
import Parlor.Controls
import Parlor.Theme

// How large things are. The number goes back to full size.
Bar {
    id: root

    required property BoardCanvas canvas

    width: row.width + Space.s * 2
    height: Space.touch + Space.s * 2

    Row {
        id: row

        anchors.centerIn: parent
        spacing: Space.s

        ToolButton {
            iconName: "minus"
            text: qsTr("Zoom out")
            onClicked: root.canvas.zoomOut()
        }
        TitleButton {
            width: Space.mm(92)
            alignment: Text.AlignHCenter
            font.pixelSize: Type.caption
            text: qsTr("%1 %").arg(Math.round(root.canvas.zoom * 100))
            Accessible.name: qsTr("Full size, now %1").arg(text)
            onClicked: root.canvas.resetView()
        }
        ToolButton {
            iconName: "plus"
            text: qsTr("Zoom in")
            onClicked: root.canvas.zoomIn()
        }
        ToolButton {
            iconName: "maximize"
            text: qsTr("Show everything")
            onClicked: root.canvas.fitContent()
        }
    }
}
