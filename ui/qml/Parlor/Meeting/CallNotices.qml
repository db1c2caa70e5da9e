import QtQuick
import Parlor.Flow
import Parlor.State

// What happens in a call, said once.
Item {
    id: root

    required property bool isChatOpen
    property string told: ""

    signal chatAsked

    Connections {
        target: Conference
        function onCame(name: string): void {
            if (Conference.count <= 8)
                Notices.tell(qsTr("%1 has joined").arg(CallWords.person(name)));
        }
        function onWent(name: string): void {
            if (Conference.count <= 8)
                Notices.tell(qsTr("%1 has left").arg(CallWords.person(name)));
        }
        function onHandRaised(name: string): void {
            Notices.tell(qsTr("%1 raises a hand").arg(CallWords.person(name)));
        }
        function onChanged(): void {
            const failure = Conference.recordingFailure;
            if (failure !== "" && failure !== root.told)
                Notices.warn(CallWords.recordingFailure(failure));
            root.told = failure;
        }
    }
    Connections {
        target: Chat
        function onWritten(name: string, text: string): void {
            if (!root.isChatOpen)
                Notices.offer(qsTr("%1: %2").arg(CallWords.person(name)).arg(text.slice(0, 60)), qsTr("Chat"), () => root.chatAsked());
        }
    }
    Connections {
        target: Meeting
        function onJoinRefused(code: string): void {
            if (code !== "meeting.bad_address")
                Notices.warn(Words.refusal(code));
        }
    }
}
