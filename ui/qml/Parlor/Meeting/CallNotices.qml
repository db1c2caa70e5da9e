import QtQuick
import Parlor.Flow
import Parlor.Glass
import Parlor.State

// What happens in a call, said once.
Item {
    id: root

    required property bool isChatOpen
    property string told: ""

    readonly property int minutesLeft: Meeting.live && Conference.hasEnd ? ScheduleWords.minutesTo(Conference.endsAt, Clock.now) : -1

    signal chatAsked

    onMinutesLeftChanged: {
        if (root.minutesLeft !== 5)
            return;
        const words = qsTr("The meeting should end in %1").arg(ScheduleWords.length(5));
        if (Meeting.capabilities.includes("extend"))
            Notices.offer(words, qsTr("%1 more").arg(ScheduleWords.length(15)), () => Conference.extend(15));
        else
            Notices.tell(words);
    }

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
