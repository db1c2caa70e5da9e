import QtQuick
import Parlor.Glass

// Fingers on a picture whose sender wants to see them.
Item {
    id: root

    required property CastTile tile

    Component.onDestruction: touches.release()

    Touches {
        id: touches

        castId: root.tile.id
        pointing: root.tile.touchMode === "point"
    }
    MultiPointTouchArea {
        anchors.fill: parent
        maximumTouchPoints: 10
        onPressed: points => points.forEach(point => touches.begin(point.pointId, point.x / root.width, point.y / root.height))
        onUpdated: points => points.forEach(point => touches.move(point.pointId, point.x / root.width, point.y / root.height))
        onReleased: points => points.forEach(point => touches.end(point.pointId))
        onCanceled: points => points.forEach(point => touches.end(point.pointId))
    }
    TouchEcho {
        anchors.fill: parent
        touches: touches
    }
}
