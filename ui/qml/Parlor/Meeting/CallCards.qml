pragma ComponentBehavior: Bound

import QtQuick
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// What the call asks of those at the glass, whatever page is in view. Of many who knock the first three are shown.
Column {
    id: root

    spacing: Space.s
    enabled: Connection.connected

    CallCard {
        width: root.width
        visible: Conference.mustConsent
        iconName: "disc"
        words: Conference.recordedBy === "" ? qsTr("This meeting is recorded. May this room be on the recording?") : qsTr("%1 records this meeting. May this room be on the recording?").arg(Conference.recordedBy)
        yes: qsTr("Agree")
        no: qsTr("Leave us out")
        onAccepted: Conference.consent(true)
        onDeclined: Conference.consent(false)
    }
    CallCard {
        width: root.width
        visible: Conference.mustAnswer
        iconName: "list-checks"
        words: qsTr("The host asks who is here.")
        yes: qsTr("Here")
        onAccepted: Conference.do("answer_roll_call")
    }
    CallCard {
        width: root.width
        visible: Meeting.missedCount > 0
        iconName: "phone-missed"
        words: CallWords.missed(CallWords.caller(Meeting.missedName, Meeting.missedAddress), ScheduleWords.time(Meeting.missedAt, Settings.language), Meeting.missedCount - 1)
        yes: qsTr("All right")
        no: Meeting.active ? "" : qsTr("Call back")
        onAccepted: Meeting.dismissMissed()
        onDeclined: Meeting.callBack()
    }
    Repeater {
        model: Conference.lobby

        CallCard {
            required property int index
            required property string id
            required property string name

            width: root.width
            visible: Conference.moderates && index < 3
            iconName: "door-closed"
            words: qsTr("%1 wants to join").arg(CallWords.person(name))
            yes: qsTr("Admit")
            no: qsTr("Deny")
            onAccepted: Conference.doTo("admit", id)
            onDeclined: Conference.doTo("deny", id)
        }
    }
    Connections {
        target: Conference
        function onKnocked(): void {
            if (Power.asleep)
                Power.wake();
        }
    }
}
