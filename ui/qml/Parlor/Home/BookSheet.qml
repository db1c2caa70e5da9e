pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.Glass
import Parlor.State
import Parlor.Theme

// Books the room from now. Only lengths that fit are offered.
Sheet {
    id: root

    title: qsTr("Book this room now")
    cardWidth: Space.mm(720)

    Label {
        Layout.fillWidth: true
        text: Schedule.takenLater ? qsTr("It is free until %1.").arg(ScheduleWords.time(Schedule.freeUntil, Settings.language)) : qsTr("It is free for the rest of the day.")
        color: Color.quiet
    }
    RowLayout {
        Layout.fillWidth: true
        spacing: Space.m
        uniformCellSizes: true

        Repeater {
            model: [15, 30, 60, 120].filter(minutes => minutes <= Schedule.freeMinutes)

            Button {
                id: choice

                required property int modelData

                Layout.fillWidth: true
                size: Space.verb
                isPrimary: choice.modelData === 30
                text: ScheduleWords.length(choice.modelData)
                onClicked: {
                    Schedule.bookNow(choice.modelData, qsTr("Booked at the room"));
                    root.closed();
                }
            }
        }
    }
    Label {
        Layout.fillWidth: true
        text: qsTr("It appears in the room's calendar for everybody.")
        color: Color.quiet
        font.pixelSize: Type.caption
    }
}
