pragma ComponentBehavior: Bound

import QtQuick
import Parlor.Flow
import Parlor.State

// What lies over the home page, one at a time.
Item {
    id: root

    property bool isBooking: false

    Repeater {
        model: Schedule.chosen

        MeetingSheet {
            anchors.fill: parent
            onClosed: Schedule.choose("")
        }
    }
    Loader {
        anchors.fill: parent
        active: root.isBooking
        sourceComponent: BookSheet {
            onClosed: root.isBooking = false
        }
    }
    Connections {
        target: Schedule
        function onDone(verb: string, inCalendar: bool): void {
            Schedule.choose("");
            Notices.tell(ScheduleWords.done(verb, inCalendar));
        }
    }
    Component.onDestruction: Schedule.choose("")
}
