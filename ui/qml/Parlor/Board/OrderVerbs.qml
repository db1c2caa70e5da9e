import QtQuick
import Parlor.Canvas
import Parlor.Controls
import Parlor.Theme

// What lies over what.
Row {
    id: root

    required property SelectionFace selection

    spacing: Space.s

    ToolButton {
        iconName: "bring-to-front"
        text: qsTr("To the front")
        onClicked: root.selection.bringToFront()
    }
    ToolButton {
        iconName: "layer-arrow-up"
        text: qsTr("Forward")
        onClicked: root.selection.bringForward()
    }
    ToolButton {
        iconName: "layer-arrow-down"
        text: qsTr("Backward")
        onClicked: root.selection.sendBackward()
    }
    ToolButton {
        iconName: "send-to-back"
        text: qsTr("To the back")
        onClicked: root.selection.sendToBack()
    }
}
