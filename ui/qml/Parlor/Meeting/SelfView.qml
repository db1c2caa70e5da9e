import QtQuick
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// What the others see of this room.
Rectangle {
    id: root

    readonly property bool wanted: root.visible && Meeting.cameraOn && Connection.connected && !Power.asleep

    radius: Space.radius
    color: Color.seat
    border.width: Space.line
    border.color: Color.barInset

    Accessible.role: Accessible.Graphic
    Accessible.name: Meeting.cameraOn ? qsTr("This room, as others see it") : qsTr("This room, camera off")

    onWantedChanged: root.wanted ? Devices.openPreview(root) : Devices.closePreview(root)
    Component.onCompleted: {
        if (root.wanted)
            Devices.openPreview(root);
    }
    Component.onDestruction: Devices.closePreview(root)

    VideoTile {
        id: view

        anchors.fill: parent
        anchors.margins: Space.line
        visible: Meeting.cameraOn
        stream: Devices.preview
        Accessible.ignored: true
    }
    Avatar {
        anchors.centerIn: parent
        size: Math.round(Math.min(root.width, root.height) * 0.42)
        visible: !Meeting.cameraOn || !view.hasFrame
        name: Settings.roomName
        kind: "room"
    }
    SeatPlate {
        x: Space.s
        y: parent.height - height - Space.s
        room: root.width - Space.s * 2
        name: qsTr("This room")
        isMuted: Meeting.muted
        hasHand: Conference.handUp
    }
}
