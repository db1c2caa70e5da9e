import QtQuick
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// A guest's screen on the whole glass. The bar fades so that nothing covers it, and returns on touch.
Rectangle {
    id: root

    readonly property bool isLive: Casts.phase === "live" && tile.hasFrame
    readonly property bool barShown: !root.isLive || rest.running

    color: Color.night

    VideoTile {
        id: tile

        anchors.fill: parent
        stream: Casts.stream
        Accessible.name: qsTr("Picture of the cast")
    }
    Rectangle {
        anchors.fill: parent
        visible: !root.isLive && tile.hasFrame
        color: Color.scrim
    }
    Rectangle {
        anchors.centerIn: parent
        visible: !root.isLive
        width: words.implicitWidth + Space.xl * 2
        height: Space.mm(72)
        radius: Space.cardRadius
        color: Color.bar

        Label {
            id: words

            anchors.centerIn: parent
            text: Casts.phase === "reconnecting" ? qsTr("The connection broke. Waiting for the picture…") : qsTr("Waiting for the picture…")
            color: Color.barInk
            font.pixelSize: Type.lead
            wrapMode: Text.NoWrap
        }
    }
    TapHandler {
        onTapped: rest.restart()
    }
    CastBar {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Space.edge
        width: Math.min(parent.width - Space.edge * 2, Space.mm(900))
        opacity: root.barShown ? 1 : 0
        visible: opacity > 0

        Behavior on opacity {
            NumberAnimation {
                duration: Motion.calm
            }
        }
    }
    Timer {
        id: rest

        interval: 4000
        running: true
    }
    Connections {
        target: Casts
        function onChanged(): void {
            rest.restart();
        }
    }
}
