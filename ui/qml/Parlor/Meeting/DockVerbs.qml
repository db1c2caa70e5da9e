import QtQuick
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// What can be done in the call, on every page at the same place; what the meeting does not offer is not there.
Row {
    id: root

    required property bool isOnCall

    signal asked(string what)

    function can(what: string): bool {
        return Meeting.capabilities.includes(what);
    }
    function shareBoard(): void {
        if (Meeting.shared === "board") {
            Meeting.share("", "");
            return;
        }
        Meeting.share("board", "");
        Pages.open("whiteboard");
    }
    function shareCast(): void {
        if (Meeting.shared === "cast")
            Meeting.share("", "");
        else if (Casts.count === 1)
            Meeting.share("cast", Casts.ids[0]);
        else if (Casts.count === 0)
            Pages.open("cast");
        else
            root.asked("share");
    }

    spacing: Space.s
    enabled: Connection.connected

    DockVerb {
        visible: root.can("mute")
        enabled: !Meeting.muted || Conference.mayUnmute
        iconName: Meeting.muted ? "mic-off" : "mic"
        text: Meeting.muted ? qsTr("Unmute") : qsTr("Mute")
        isAlarm: Meeting.muted
        onClicked: Meeting.setMuted(!Meeting.muted)
    }
    DockVerb {
        visible: root.can("camera")
        iconName: Meeting.cameraOn ? "video" : "video-off"
        text: qsTr("Camera")
        name: Meeting.cameraOn ? qsTr("Camera off") : qsTr("Camera on")
        isAlarm: !Meeting.cameraOn
        onClicked: Meeting.setCamera(!Meeting.cameraOn)
    }
    DockVerb {
        visible: root.can("share")
        iconName: "presentation"
        text: qsTr("Board")
        name: isOn ? qsTr("Stop sharing the board") : qsTr("Share the board")
        isOn: Meeting.shared === "board"
        onClicked: root.shareBoard()
    }
    DockVerb {
        visible: root.can("share")
        iconName: "monitor-up"
        text: qsTr("Cast")
        name: isOn ? qsTr("Stop sharing the cast") : qsTr("Share a cast")
        isOn: Meeting.shared === "cast"
        onClicked: root.shareCast()
    }
    DockVerb {
        visible: root.can("people")
        iconName: "users"
        text: qsTr("People")
        name: qsTr("People: %1").arg(Conference.count)
        badge: Conference.waiting + Conference.hands
        onClicked: root.asked("people")
    }
    DockVerb {
        visible: root.can("chat")
        iconName: "message-square"
        text: qsTr("Chat")
        badge: Chat.unread
        onClicked: root.asked("chat")
    }
    DockVerb {
        iconName: "ellipsis"
        text: qsTr("More")
        name: qsTr("More about the call")
        onClicked: root.asked("more")
    }
    DockVerb {
        visible: root.isOnCall && root.can("layout")
        iconName: CallWords.layoutIcon(Meeting.layout)
        text: qsTr("Layout")
        onClicked: root.asked("layout")
    }
}
