import QtQuick
import Parlor.Canvas
import Parlor.Controls
import Parlor.Theme

// What lies over what.
Row {
    id: root

    required property BoardCanvas canvas

    spacing: Space.s

    ToolButton {
        iconName: "bring-to-front"
        text: qsTr("To the front")
        onClicked: root.canvas.bringToFront()
    }
    ToolButton {
        iconName: "layer-arrow-up"
        text: qsTr("Forward")
        onClicked: root.canvas.bringForward()
    }
    ToolButton {
        iconName: "layer-arrow-down"
        text: qsTr("Backward")
        onClicked: root.canvas.sendBackward()
    }
    ToolButton {
        iconName: "send-to-back"
        text: qsTr("To the back")
        onClicked: root.canvas.sendToBack()
    }
}
