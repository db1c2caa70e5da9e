import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.Theme

// A device in use that is gone or broken.
Rectangle {
    id: root

    required property string kind
    required property string name
    required property string availability

    implicitHeight: Space.mm(34)
    radius: Space.radius
    color: Color.amberGround

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Space.m
        anchors.rightMargin: Space.m
        spacing: Space.m

        Icon {
            name: "triangle-alert"
            size: Type.body
            color: Color.amberInk
        }
        Label {
            text: Words.deviceTrouble(root.kind, root.availability)
            color: Color.amberInk
            font.bold: true
            wrapMode: Text.NoWrap
        }
        Label {
            Layout.fillWidth: true
            text: root.name
            color: Color.amberInk
            font.pixelSize: Type.caption
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
        }
    }
}
