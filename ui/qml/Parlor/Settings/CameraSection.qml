pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// What the camera sees, and which camera. The camera is open only while this is on the glass and awake.
ColumnLayout {
    id: root

    readonly property bool wanted: Connection.connected && !Power.asleep

    spacing: Space.l

    onWantedChanged: if (root.wanted)
        Devices.openPreview(root)
    Component.onCompleted: if (root.wanted)
        Devices.openPreview(root)
    Component.onDestruction: if (Connection.connected)
        Devices.closePreview(root)

    Rectangle {
        Layout.fillWidth: true
        Layout.fillHeight: true
        radius: Space.radius
        color: Color.night

        VideoTile {
            id: tile

            anchors.fill: parent
            stream: Devices.preview
            Accessible.name: qsTr("Camera preview")
        }
        Label {
            anchors.centerIn: parent
            visible: !tile.hasFrame
            text: cameras.count === 0 ? qsTr("No camera connected") : qsTr("Waiting for the camera…")
            color: Color.barQuiet
            font.pixelSize: Type.lead
        }
    }
    RowLayout {
        visible: cameras.count > 1
        spacing: Space.s

        Repeater {
            id: cameras

            model: Devices.cameras

            ListRow {
                required property string id
                required property string name
                required property bool selected

                Layout.fillWidth: true
                text: name
                iconName: "video"
                checked: selected
                onClicked: Devices.select(id)
            }
        }
    }
}
