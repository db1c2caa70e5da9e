import QtQuick

// Taps and carrying of a tile.
Item {
    id: root

    required property CastTile tile

    readonly property bool isCarrying: drag.active
    readonly property point offset: drag.active ? Qt.point(drag.activeTranslation.x, drag.activeTranslation.y) : Qt.point(0, 0)

    enabled: root.tile.touchMode === ""

    TapHandler {
        onTapped: root.tile.tapped()
    }
    DragHandler {
        id: drag

        target: null
        onCentroidChanged: {
            if (drag.active)
                root.tile.carried(drag.centroid.scenePosition);
        }
        onActiveChanged: {
            if (!drag.active)
                root.tile.dropped();
        }
    }
}
