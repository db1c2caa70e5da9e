import QtQuick
import Parlor.Theme

// What lies over a tile's picture.
Item {
    id: root

    required property CastTile tile

    Column {
        anchors.centerIn: parent
        spacing: Space.m

        TileNotice {
            anchors.horizontalCenter: parent.horizontalCenter
            visible: !root.tile.isLive && !root.tile.isFrozen
            tile: root.tile
            room: root.width - Space.m * 2
        }
        TileVerbs {
            anchors.horizontalCenter: parent.horizontalCenter
            visible: root.tile.hasVerbs
            tile: root.tile
            onMenuAsked: root.tile.menuAsked()
        }
    }
    NamePlate {
        x: Space.s
        y: root.height - height - Space.s - Math.max(0, root.tile.area.y + root.height - root.tile.barTop)
        tile: root.tile
        room: root.width - Space.s * 2

        Behavior on y {
            enabled: root.tile.isSettled

            NumberAnimation {
                duration: Motion.quick
            }
        }
    }
    Rectangle {
        anchors.fill: parent
        visible: root.tile.isTarget || root.tile.isCarried
        color: root.tile.isTarget ? "#3393c8f6" : "transparent"
        border.width: Space.mm(4)
        border.color: Color.barAccent
    }
}
