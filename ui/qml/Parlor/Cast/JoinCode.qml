import QtQuick
import Parlor.Glass
import Parlor.State
import Parlor.Theme

// The address with its code, for whoever points a camera at the glass.
Rectangle {
    id: root

    visible: Access.joinUrl !== ""
    radius: Space.radius
    color: "white"
    border.width: Color.dark ? 0 : Space.line
    border.color: Color.outline

    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("QR code that lets a guest in")

    QrCode {
        anchors.fill: parent
        anchors.margins: Space.line
        text: Access.joinUrl
    }
}
