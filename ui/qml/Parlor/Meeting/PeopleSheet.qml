pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// Who is in, who waits, whose hand is up; a touch of somebody shows what can be done about them.
CallSheet {
    id: root

    property string chosenId: ""

    title: qsTr("People: %1").arg(Conference.count)
    cardWidth: Space.mm(1000)

    ListView {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredHeight: Math.min(contentHeight, Space.mm(420))
        clip: true
        spacing: Space.s
        boundsBehavior: Flickable.StopAtBounds
        model: Conference.people

        header: LobbyList {
            width: ListView.view.width
        }
        delegate: PersonRow {
            width: ListView.view.width
            isOpen: root.chosenId === id
            onClicked: root.chosenId = root.chosenId === id ? "" : id
        }
    }
    RowLayout {
        Layout.fillWidth: true
        spacing: Space.m

        Button {
            visible: Conference.moderates
            iconName: "mic-off"
            text: qsTr("Mute all")
            onClicked: Conference.do("mute_all")
        }
        Button {
            visible: Conference.moderates
            iconName: "mic"
            text: qsTr("Let all speak")
            onClicked: Conference.do("allow_all")
        }
        Item {
            Layout.fillWidth: true
        }
        Button {
            isPrimary: true
            visible: Meeting.number !== ""
            iconName: "user-plus"
            text: qsTr("Invite")
            onClicked: root.asked("invite")
        }
    }
}
