pragma ComponentBehavior: Bound

import QtQuick
import Parlor.Glass
import Parlor.State
import Parlor.Theme

// All casts at once: an even grid, or one big and the others beside it.
Item {
    id: root

    required property bool hasVerbs
    // what lies above the lower edge begins here
    required property real barTop
    property string touchMode: ""

    // alone or enlarged
    property CastTile chosen: null
    property string targetId: ""

    readonly property rect bigArea: WallPlan.place(Math.max(0, Casts.bigIndex), Casts.bigIndex < 0 ? 1 : Casts.count, Casts.bigIndex, Qt.rect(0, 0, root.width, root.height), Space.xs)

    signal tapped(CastTile tile)
    signal menuAsked(CastTile tile)

    function tileAt(at: point, carriedId: string): CastTile {
        for (let index = 0; index < tiles.count; ++index) {
            const tile = tiles.itemAt(index) as CastTile;
            if (tile.id !== carriedId && tile.contains(tile.mapFromItem(root, at)))
                return tile;
        }
        return null;
    }
    function aim(at: point, carriedId: string): void {
        const tile = root.tileAt(root.mapFromItem(null, at), carriedId);
        root.targetId = tile ? tile.id : "";
    }
    function drop(carried: CastTile): void {
        const target = root.targetId;
        root.targetId = "";
        if (target === "")
            return;
        // onto the big one or out of its place: the other becomes the big one
        const ids = Casts.ids;
        const big = Casts.bigIndex < 0 ? "" : ids[Casts.bigIndex];
        if (big === target)
            Casts.enlarge(carried.id);
        else if (big === carried.id)
            Casts.enlarge(target);
        else
            Casts.exchange(carried.id, target);
    }

    Repeater {
        id: tiles

        model: Casts.shown

        CastTile {
            id: tile

            required property int index

            area: WallPlan.place(tile.index, Casts.count, Casts.bigIndex, Qt.rect(0, 0, root.width, root.height), Space.xs)
            isBig: Casts.bigIndex >= 0 && tile.index === Casts.bigIndex
            isChosen: tile.isBig || Casts.count === 1
            isTarget: root.targetId === tile.id
            hasVerbs: root.hasVerbs && !tile.isChosen
            // the bar lies over the big one alone
            barTop: Casts.bigIndex < 0 || tile.isBig ? root.barTop : Infinity
            touchMode: tile.isChosen && tile.touchable ? root.touchMode : ""

            onIsChosenChanged: {
                if (tile.isChosen)
                    root.chosen = tile;
                else if (root.chosen === tile)
                    root.chosen = null;
            }
            onTapped: root.tapped(tile)
            onMenuAsked: root.menuAsked(tile)
            onCarried: at => root.aim(at, tile.id)
            onDropped: root.drop(tile)
        }
    }
}
