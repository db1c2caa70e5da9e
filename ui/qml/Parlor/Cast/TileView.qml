pragma ComponentBehavior: Bound

import QtQuick
import Parlor.Theme

// A cast's picture, with what its sender and the people at the glass point at.
Rectangle {
    id: root

    required property CastTile tile

    readonly property bool hasPicture: picture.hasFrame
    readonly property bool isHeld: picture.isHeld

    function setHeld(held: bool): void {
        picture.setHeld(held);
    }

    color: Color.night

    CastPicture {
        id: picture

        anchors.fill: parent
        castId: root.tile.id
        stream: root.tile.stream
    }
    Rectangle {
        anchors.fill: parent
        visible: !root.tile.isLive && root.hasPicture && !root.isHeld
        color: Color.scrim
    }
    PictureArea {
        picture: picture

        LaserDot {
            anchors.fill: parent
            // what is pointed at is not what is seen
            visible: !root.isHeld
            castId: root.tile.id
        }
        Loader {
            anchors.fill: parent
            active: root.tile.touchMode !== ""
            sourceComponent: TouchSurface {
                tile: root.tile
            }
        }
    }
}
