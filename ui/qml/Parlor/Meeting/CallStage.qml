pragma ComponentBehavior: Bound

import QtQuick
import Parlor.Controls
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// Everybody's pictures, and what is shown and said over them.
Item {
    id: root

    readonly property bool isAlone: Meeting.seatCount === 0

    Loader {
        anchors.fill: parent
        active: root.isAlone
        sourceComponent: Alone {}
    }
    CallTiles {
        anchors.fill: parent
        anchors.margins: Space.s
        visible: !root.isAlone
    }
    Rectangle {
        id: sharing

        x: Space.m
        y: Space.m
        visible: Meeting.shared !== "" || Conference.sharerName !== ""
        width: words.implicitWidth + Space.m * 2
        height: Space.mm(28)
        radius: height / 2
        color: Meeting.shared !== "" ? Color.barAccent : Color.bar

        Label {
            id: words

            anchors.centerIn: parent
            text: Meeting.shared === "board" ? qsTr("This room shares its board") : Meeting.shared === "cast" ? qsTr("This room shares a cast") : qsTr("%1 shares a screen").arg(Words.caster(Conference.sharerName))
            color: Meeting.shared !== "" ? Color.night : Color.barInk
            font.pixelSize: Type.caption
            wrapMode: Text.NoWrap
        }
    }
    Captions {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Space.l
        width: Math.min(parent.width - Space.edge * 2, Space.mm(1000))
    }
}
