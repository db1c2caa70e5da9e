import QtQuick
import Parlor.Theme

// A ground for tools that floats over a picture or board.
Rectangle {
    color: Color.surface
    radius: Space.cardRadius
    border.width: Space.line
    border.color: Color.outline

    // a touch between two tools draws nothing on what lies below
    MouseArea {
        anchors.fill: parent
    }
}
