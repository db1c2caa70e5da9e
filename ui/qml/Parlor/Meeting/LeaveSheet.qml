import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// The host leaves others behind, or ends it for all.
CallSheet {
    id: root

    title: qsTr("Leave the meeting?")

    Label {
        Layout.fillWidth: true
        text: qsTr("The others can go on without this room.")
        color: Color.quiet
    }
    RowLayout {
        Layout.fillWidth: true
        Layout.topMargin: Space.m
        spacing: Space.m
        uniformCellSizes: true

        Button {
            Layout.fillWidth: true
            size: Space.verb
            iconName: "log-out"
            text: qsTr("Leave")
            Accessible.name: qsTr("Leave, the others go on")
            onClicked: {
                Meeting.leave();
                root.closed();
            }
        }
        Button {
            Layout.fillWidth: true
            size: Space.verb
            ground: Color.stop
            tone: Color.stopInk
            iconName: "phone-off"
            text: qsTr("End for all")
            onClicked: {
                Conference.do("end_conference");
                root.closed();
            }
        }
    }
}
