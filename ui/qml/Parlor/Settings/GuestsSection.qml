import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// What guests may, and the code that lets them in.
ColumnLayout {
    id: root

    spacing: Space.xl

    SettingRow {
        Layout.fillWidth: true
        title: qsTr("Guests may watch this screen")
        hint: Access.watchAddress === "" ? "" : qsTr("On their own screens, with the code, at %1").arg(Access.watchAddress)

        Switch {
            text: qsTr("Guests may watch this screen")
            on: Settings.watching
            onPicked: on => Settings.setWatching(on)
        }
    }
    SettingRow {
        Layout.fillWidth: true
        title: qsTr("Code for guests")
        hint: qsTr("A new code keeps out whoever knows the old one; guests who are in stay")

        Button {
            text: qsTr("New code")
            iconName: "refresh-cw"
            onClicked: Access.renewCode()
        }
    }
    Item {
        Layout.fillHeight: true
    }
}
