import QtQuick
import Parlor.Flow
import Parlor.Theme

// One cast on the wall: its picture, who it is, and what can be done with it.
Item {
    id: root

    required property string id
    required property string name
    required property string phase
    required property string stream
    required property date startedAt
    required property bool hasSound
    required property bool muted
    required property bool paused
    required property bool touchable
    required property bool poor
    required property string codec
    required property real frameRate
    required property int bitrateKbps
    required property real lossPercent
    required property int delayMs
    required property int sourceWidth
    required property int sourceHeight

    required property rect area
    // alone or enlarged: the bar's verbs are about it
    property bool isChosen: false
    property bool isBig: false
    property bool isTarget: false
    property bool hasVerbs: false
    property string touchMode: ""
    // how far from the wall's lower edge its plate must stay
    property real barTop: Infinity
    property bool isSettled: false

    readonly property bool hasPicture: view.hasPicture
    readonly property bool isLive: root.phase === "live" && root.hasPicture
    readonly property bool isFrozen: view.isHeld
    readonly property bool isPoor: root.isLive && !root.paused && root.poor
    readonly property bool isSmall: root.width < Space.mm(500)
    readonly property bool canAnnotate: root.isFrozen || root.phase === "live"
    readonly property bool isCarried: hand.isCarrying
    readonly property bool isGliding: root.isSettled && !root.isCarried

    signal tapped
    signal carried(point at)
    signal dropped
    signal menuAsked

    function freeze(frozen: bool): void {
        view.setHeld(frozen);
    }

    x: root.area.x + hand.offset.x
    y: root.area.y + hand.offset.y
    width: root.area.width
    height: root.area.height
    z: root.isCarried ? 1 : 0
    scale: root.isCarried ? 1.04 : 1
    opacity: root.isCarried ? 0.92 : 1

    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("Cast of %1").arg(Words.caster(root.name))
    Accessible.onPressAction: root.tapped()

    Component.onCompleted: Qt.callLater(() => root.isSettled = true)

    Glide on x {
        enabled: root.isGliding
    }
    Glide on y {
        enabled: root.isGliding
    }
    Glide on width {
        enabled: root.isGliding
    }
    Glide on height {
        enabled: root.isGliding
    }
    Glide on scale {}
    TileView {
        id: view

        anchors.fill: parent
        tile: root
    }
    TileHand {
        id: hand

        anchors.fill: parent
        tile: root
    }
    TileFace {
        anchors.fill: parent
        tile: root
    }
}
