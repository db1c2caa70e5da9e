pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// Which cast, or the camera.
GridLayout {
    id: root

    // a cast's id; empty for the camera
    required property string value

    signal picked(string value)

    columns: 3
    columnSpacing: Space.s
    rowSpacing: Space.s
    uniformCellWidths: true

    Repeater {
        model: Casts.shown

        ListRow {
            required property string id
            required property string name

            Layout.fillWidth: true
            implicitHeight: Space.touch
            iconName: "monitor-up"
            text: Words.caster(name)
            checked: root.value === id
            onClicked: root.picked(id)
        }
    }
    ListRow {
        Layout.fillWidth: true
        implicitHeight: Space.touch
        iconName: "video"
        text: qsTr("Camera")
        checked: root.value === ""
        onClicked: root.picked("")
    }
}
