import QtQuick
import Parlor.Cast
import Parlor.Controls
import Parlor.Flow
import Parlor.Theme

// One picture of the call: whose, whether they speak, are muted, or have their hand up.
Rectangle {
    id: root

    required property string id
    required property string personId
    required property string name
    required property string kind
    required property string picture
    required property string stream
    required property bool frozen
    required property bool muted
    required property bool cameraOn
    required property bool hasHand
    required property bool speaking
    required property bool away
    required property bool spotlit

    required property rect area
    // its picture may fill all there is
    property bool isAlone: false

    property bool isSettled: false

    readonly property bool isScreen: root.picture === "screen"
    readonly property bool hasPicture: root.stream !== "" && view.hasFrame

    x: root.area.x
    y: root.area.y
    width: root.area.width
    height: root.area.height
    visible: root.area.width > 0
    radius: root.isAlone ? 0 : Space.radius
    color: root.hasPicture ? Color.night : Color.seat

    Accessible.role: Accessible.ListItem
    Accessible.name: root.isScreen ? qsTr("Screen of %1").arg(CallWords.person(root.name)) : root.name === "" ? qsTr("Picture of the meeting") : CallWords.seat(CallWords.person(root.name), root.muted, root.speaking, root.hasHand)

    Component.onCompleted: Qt.callLater(() => root.isSettled = true)

    Glide on x {
        enabled: root.isSettled
    }
    Glide on y {
        enabled: root.isSettled
    }
    Glide on width {
        enabled: root.isSettled
    }
    Glide on height {
        enabled: root.isSettled
    }
    CallPicture {
        id: view

        anchors.fill: parent
        stream: root.stream
        visible: root.stream !== ""
        name: root.isScreen ? qsTr("Shared screen") : qsTr("Camera of %1").arg(CallWords.person(root.name))
    }
    Avatar {
        anchors.centerIn: parent
        size: Math.round(Math.min(root.width, root.height) * 0.42)
        visible: !root.hasPicture
        name: root.name
        kind: root.kind
    }
    Rectangle {
        anchors.fill: parent
        visible: root.away || (root.frozen && root.hasPicture)
        color: Color.scrim
        radius: root.radius

        Label {
            anchors.centerIn: parent
            width: parent.width - Space.m
            horizontalAlignment: Text.AlignHCenter
            text: root.away ? qsTr("Connecting…") : qsTr("The picture stands still")
            color: Color.barInk
            font.pixelSize: Type.caption
        }
    }
    Rectangle {
        anchors.fill: parent
        visible: root.speaking
        color: "transparent"
        radius: root.radius
        border.width: Space.mm(4)
        border.color: Color.barAccent
    }
    SeatPlate {
        x: Space.s
        y: parent.height - height - Space.s
        visible: root.name !== ""
        room: root.width - Space.s * 2
        name: root.name
        isMuted: root.muted
        isScreen: root.isScreen
        hasHand: root.hasHand
        isSpotlit: root.spotlit
    }
}
