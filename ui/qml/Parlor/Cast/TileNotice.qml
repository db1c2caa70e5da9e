import QtQuick
import Parlor.Controls
import Parlor.Theme

// Why there is no new picture.
Rectangle {
    id: root

    required property CastTile tile
    required property real room

    implicitWidth: Math.min(root.room, words.implicitWidth + Space.l * 2)
    implicitHeight: words.implicitHeight + Space.m * 2
    radius: Space.cardRadius
    color: Color.bar

    Label {
        id: words

        anchors.centerIn: parent
        width: Math.min(implicitWidth, root.room - Space.l * 2)
        text: {
            switch (root.tile.phase) {
            case "connecting":
                return qsTr("Connecting…");
            case "reconnecting":
                return qsTr("The connection broke. Waiting for the picture…");
            default:
                return qsTr("Waiting for the picture…");
            }
        }
        color: Color.barInk
        font.pixelSize: root.tile.isSmall ? Type.caption : Type.lead
        horizontalAlignment: Text.AlignHCenter
    }
}
