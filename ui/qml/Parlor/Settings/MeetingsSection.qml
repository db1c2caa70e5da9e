import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// How the room goes into meetings, and what those are like that it holds.
ColumnLayout {
    id: root

    spacing: Space.xl

    SettingRow {
        Layout.fillWidth: true
        title: qsTr("Join muted")
        hint: qsTr("Nobody hears the room until somebody here touches Unmute")

        Switch {
            text: qsTr("Join muted")
            on: Settings.callMuted
            onPicked: on => Settings.setCallMuted(on)
        }
    }
    SettingRow {
        Layout.fillWidth: true
        title: qsTr("Camera on when joining")

        Switch {
            text: qsTr("Camera on when joining")
            on: Settings.callCamera
            onPicked: on => Settings.setCallCamera(on)
        }
    }
    SettingRow {
        Layout.fillWidth: true
        title: qsTr("Newcomers wait to be admitted")
        hint: qsTr("In meetings that this room starts; who has the code on the glass comes in at once")

        Switch {
            text: qsTr("Newcomers wait to be admitted")
            on: Settings.callLobby
            onPicked: on => Settings.setCallLobby(on)
        }
    }
    SettingRow {
        Layout.fillWidth: true
        title: qsTr("Meetings may be recorded")
        hint: qsTr("On this room's disk; everybody is told and asked")

        Switch {
            text: qsTr("Meetings may be recorded")
            on: Settings.callRecording
            onPicked: on => Settings.setCallRecording(on)
        }
    }
    SettingRow {
        Layout.fillWidth: true
        title: qsTr("Answer calls automatically")
        hint: qsTr("Whoever calls this room by SIP sees and hears it after three seconds of ringing")

        Switch {
            text: qsTr("Answer calls automatically")
            on: Settings.callAutoAnswer
            onPicked: on => Settings.setCallAutoAnswer(on)
        }
    }
    Item {
        Layout.fillHeight: true
    }
}
