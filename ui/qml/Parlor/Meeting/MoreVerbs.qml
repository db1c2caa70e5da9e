pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// The verbs behind "More", in two columns; only those that this meeting and this room's part in it allow.
GridLayout {
    id: root

    readonly property bool isRecording: Conference.recording === "on" || Conference.recording === "starting" || Conference.recording === "paused"

    signal asked(string what)
    signal done

    function can(what: string): bool {
        return Meeting.capabilities.includes(what);
    }
    function run(verb: string): void {
        Conference.do(verb);
        root.done();
    }

    columns: 2
    columnSpacing: Space.s
    rowSpacing: Space.s
    uniformCellWidths: true

    VerbRow {
        Layout.fillWidth: true
        visible: Meeting.number !== ""
        iconName: "user-plus"
        text: qsTr("Invite")
        hint: CallWords.grouped(Meeting.number)
        onClicked: root.asked("invite")
    }
    VerbRow {
        Layout.fillWidth: true
        visible: root.can("hand")
        iconName: "hand"
        text: Conference.handUp ? qsTr("Lower the hand") : qsTr("Raise the hand")
        onClicked: {
            Conference.raiseHand(!Conference.handUp);
            root.done();
        }
    }
    VerbRow {
        Layout.fillWidth: true
        visible: root.can("record")
        enabled: Conference.recording !== "finishing"
        iconName: root.isRecording ? "circle-stop" : "disc"
        text: root.isRecording ? qsTr("Stop recording") : qsTr("Record")
        hint: Conference.recording === "finishing" ? qsTr("Film: %1 %").arg(Conference.filmPercent) : ""
        onClicked: root.run(root.isRecording ? "stop_recording" : "start_recording")
    }
    VerbRow {
        Layout.fillWidth: true
        visible: Conference.moderates
        iconName: "mic-off"
        text: qsTr("Mute all")
        onClicked: root.run("mute_all")
    }
    VerbRow {
        Layout.fillWidth: true
        visible: Conference.moderates
        iconName: Conference.locked ? "lock-open" : "lock"
        text: Conference.locked ? qsTr("Unlock the meeting") : qsTr("Lock the meeting")
        onClicked: {
            Conference.setLocked(!Conference.locked);
            root.done();
        }
    }
    VerbRow {
        Layout.fillWidth: true
        visible: Conference.moderates
        iconName: Conference.hasLobby ? "door-open" : "door-closed"
        text: Conference.hasLobby ? qsTr("Let all in directly") : qsTr("Let newcomers wait")
        onClicked: {
            Conference.setLobby(!Conference.hasLobby);
            root.done();
        }
    }
    VerbRow {
        Layout.fillWidth: true
        visible: Conference.moderates
        iconName: "list-checks"
        text: Conference.isRollCall ? qsTr("End the roll call") : qsTr("Call the roll")
        hint: Conference.isRollCall ? qsTr("%1 of %2 here").arg(Conference.answered).arg(Conference.count) : ""
        onClicked: root.run(Conference.isRollCall ? "end_roll" : "call_roll")
    }
    VerbRow {
        Layout.fillWidth: true
        visible: root.can("extend") && Conference.hasEnd
        iconName: "clock"
        text: qsTr("%1 more").arg(ScheduleWords.length(15))
        hint: Conference.hasEnd ? qsTr("until %1").arg(ScheduleWords.time(Conference.endsAt, Settings.language)) : ""
        onClicked: {
            Conference.extend(15);
            root.done();
        }
    }
    VerbRow {
        Layout.fillWidth: true
        visible: Meeting.hasConference && !Conference.isHost
        iconName: "crown"
        text: Conference.hasHost ? qsTr("Ask for the chair") : qsTr("Take the chair")
        onClicked: root.run("request_chair")
    }
    VerbRow {
        Layout.fillWidth: true
        visible: Conference.isHost
        iconName: "crown"
        text: qsTr("Give up the chair")
        onClicked: root.run("release_chair")
    }
    VerbRow {
        Layout.fillWidth: true
        visible: Conference.isHost
        iconName: "phone-off"
        text: qsTr("End for all")
        onClicked: root.asked("leave")
    }
}
