import QtQuick
import Parlor.Controls

// Lies exactly over a tile's picture, without the bars beside it.
Item {
    id: root

    required property VideoTile picture

    readonly property real zoom: root.picture.frameWidth > 0 ? Math.min(root.picture.width / root.picture.frameWidth, root.picture.height / root.picture.frameHeight) : 0

    width: Math.round(root.picture.frameWidth * root.zoom)
    height: Math.round(root.picture.frameHeight * root.zoom)
    x: root.picture.x + Math.floor((root.picture.width - root.width) / 2)
    y: root.picture.y + Math.floor((root.picture.height - root.height) / 2)
}
