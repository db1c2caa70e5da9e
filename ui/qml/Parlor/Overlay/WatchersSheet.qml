pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// Who watches the glass from elsewhere, since when, and a stop for each and for all.
Sheet {
    id: root

    title: qsTr("Who watches this screen")

    Label {
        Layout.fillWidth: true
        text: qsTr("They see all that is on the glass and hear what the room plays.")
        color: Color.quiet
    }
    Repeater {
        model: Watch.watchers

        RowLayout {
            id: row

            required property string id
            required property string name
            required property date since

            readonly property string shown: row.name !== "" ? row.name : qsTr("Somebody without a name")

            Layout.fillWidth: true
            spacing: Space.m

            Icon {
                name: "eye"
                color: Color.quiet
            }
            Label {
                Layout.fillWidth: true
                text: row.shown
                font.pixelSize: Type.lead
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
            }
            Label {
                text: qsTr("since %1").arg(Qt.formatTime(row.since, "HH:mm"))
                color: Color.quiet
                wrapMode: Text.NoWrap
            }
            Button {
                text: qsTr("Stop")
                Accessible.name: qsTr("Stop %1").arg(row.shown)
                onClicked: Watch.stop(row.id)
            }
        }
    }
    Button {
        Layout.alignment: Qt.AlignRight
        Layout.topMargin: Space.m
        visible: Watch.count > 1
        text: qsTr("Stop all")
        iconName: "eye-off"
        onClicked: Watch.stopAll()
    }
}
