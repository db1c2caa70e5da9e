pragma ComponentBehavior: Bound

import QtQuick
import Parlor.State
import Parlor.Theme

// Guests' screens on the whole glass. What lies over them fades so that nothing covers them, and returns on touch.
Rectangle {
    id: root

    property CastTile menuTile: null

    readonly property CastTile chosen: wall.chosen
    readonly property bool isTouching: wall.touchMode !== ""
    readonly property bool canTouch: root.chosen !== null && root.chosen.touchable && root.chosen.isLive && !root.chosen.isFrozen
    readonly property bool barShown: !root.isTouching && root.menuTile === null && (rest.running || (root.chosen !== null && !root.chosen.isLive))
    readonly property real barTop: touchBar.visible ? touchBar.y : root.barShown ? bar.y : Infinity

    function tap(tile: CastTile): void {
        const wasShown = root.barShown;
        rest.restart();
        if (Casts.count < 2)
            return;
        // the first touch of the big one only brings the bar back
        if (!tile.isBig)
            Casts.enlarge(tile.id);
        else if (wasShown)
            Casts.enlarge("");
    }

    color: Color.night

    onMenuTileChanged: rest.restart()
    onCanTouchChanged: {
        if (!root.canTouch)
            wall.touchMode = "";
    }

    TapHandler {
        onTapped: rest.restart()
    }
    Wall {
        id: wall

        anchors.fill: parent
        hasVerbs: root.barShown
        barTop: root.barTop - Space.s
        onTapped: tile => root.tap(tile)
        onMenuAsked: tile => root.menuTile = tile
    }
    QueueLine {
        anchors.horizontalCenter: parent.horizontalCenter
        y: Space.s
        room: parent.width - Space.mm(900)
    }
    WallHead {
        x: Space.m
        y: Space.m
        width: wall.bigArea.width - Space.m * 2
        visible: root.barShown
    }
    CastBar {
        id: bar

        x: wall.bigArea.x + Math.round((wall.bigArea.width - width) / 2)
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Space.edge
        width: Math.min(wall.bigArea.width - Space.edge * 2, implicitWidth)
        tile: root.chosen
        opacity: root.barShown ? 1 : 0
        visible: opacity > 0
        onMenuAsked: root.menuTile = root.chosen

        Behavior on opacity {
            NumberAnimation {
                duration: Motion.calm
            }
        }
    }
    TouchBar {
        id: touchBar

        x: wall.bigArea.x + Math.round((wall.bigArea.width - width) / 2)
        y: (root.isTouching ? root.height - Space.m : bar.y - Space.s) - height
        visible: root.isTouching || (root.canTouch && root.barShown)
        name: root.chosen ? root.chosen.name : ""
        mode: wall.touchMode
        onPicked: mode => wall.touchMode = mode
        onClosed: {
            wall.touchMode = "";
            rest.restart();
        }
    }
    Loader {
        anchors.fill: parent
        active: root.menuTile !== null
        sourceComponent: TileMenu {
            tile: root.menuTile
            onClosed: root.menuTile = null
        }
    }
    Timer {
        id: rest

        interval: 4000
        running: true
    }
    Connections {
        target: Casts
        function onRosterChanged(): void {
            rest.restart();
        }
    }
}
