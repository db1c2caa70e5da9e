import QtQuick
import Parlor.Glass
import Parlor.Theme

// An address for a phone's camera.
Rectangle {
    id: root

    required property string url

    radius: Space.radius
    color: "white"
    border.width: Color.dark ? 0 : Space.line
    border.color: Color.outline

    Accessible.role: Accessible.Graphic

    QrCode {
        anchors.fill: parent
        anchors.margins: Space.line
        text: root.url
    }
}
