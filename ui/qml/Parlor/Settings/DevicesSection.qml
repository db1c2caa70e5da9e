pragma ComponentBehavior: Bound

import QtQuick
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// Everything plugged in, which of it the room uses, and whether it works.
Item {
    id: root

    Label {
        anchors.centerIn: parent
        visible: list.count === 0
        text: qsTr("No devices connected")
        color: Color.quiet
        font.pixelSize: Type.lead
    }
    ListView {
        id: list

        anchors.fill: parent
        clip: true
        spacing: Space.s
        boundsBehavior: Flickable.StopAtBounds
        interactive: contentHeight > height
        model: Devices.all
        delegate: DeviceRow {
            width: list.width
        }
    }
}
