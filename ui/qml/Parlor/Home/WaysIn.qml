import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// The four things people come for, within everybody's reach.
RowLayout {
    id: root

    // the call's bar takes from the page's height
    readonly property int tileHeight: Space.mm(Meeting.active ? 92 : 118)

    spacing: Space.l
    uniformCellSizes: true

    Tile {
        Layout.fillWidth: true
        implicitHeight: root.tileHeight
        text: qsTr("Whiteboard")
        hint: Boards.openId === "" ? qsTr("Draw together") : Boards.name === "" ? qsTr("Go on drawing") : qsTr("Continue: %1").arg(Boards.name)
        iconName: "pen-line"
        ground: Color.amberGround
        tone: Color.amberInk
        onClicked: Pages.open("whiteboard")
    }
    Tile {
        Layout.fillWidth: true
        implicitHeight: root.tileHeight
        text: qsTr("Cast")
        hint: Casts.active ? Words.casters(Casts.names) : qsTr("Show your screen")
        iconName: "monitor-up"
        ground: Color.accentGround
        tone: Color.accentGroundInk
        onClicked: Pages.open("cast")
    }
    Tile {
        Layout.fillWidth: true
        implicitHeight: root.tileHeight
        text: qsTr("Meet")
        hint: Meeting.active ? CallWords.title(Meeting.title, Meeting.serviceName) : qsTr("Start or join a meeting")
        iconName: "users"
        ground: Color.greenGround
        tone: Color.greenInk
        onClicked: Pages.open(Meeting.active ? "call" : "meet")
    }
    Tile {
        Layout.fillWidth: true
        implicitHeight: root.tileHeight
        text: qsTr("More")
        hint: qsTr("Settings and info")
        iconName: "sliders-horizontal"
        tone: Color.quiet
        onClicked: Pages.open("settings")
    }
}
