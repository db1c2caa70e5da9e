pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// What is shown of meetings, when the room is given back, and how its calendars are.
ColumnLayout {
    id: root

    spacing: Space.l

    SettingRow {
        Layout.fillWidth: true
        title: qsTr("Titles on the glass")
        hint: qsTr("Whose title and organizer everybody may read here")

        Segmented {
            values: ["never", "private", "always"]
            labels: [qsTr("Show all"), qsTr("Hide private"), qsTr("Hide all")]
            value: Settings.hideTitles
            onPicked: value => Settings.setHideTitles(value)
        }
    }
    SettingRow {
        Layout.fillWidth: true
        title: qsTr("Nobody comes")
        hint: qsTr("The room is given back so long after the start")

        Segmented {
            values: ["0", "10", "15", "30"]
            labels: [qsTr("Keep"), ScheduleWords.length(10), ScheduleWords.length(15), ScheduleWords.length(30)]
            value: String(Settings.noShowMin)
            onPicked: value => Settings.setNoShowMin(Number(value))
        }
    }
    Label {
        Layout.fillWidth: true
        visible: !Schedule.calendarConnected
        text: qsTr("No calendar is connected. An administrator connects one in the room's configuration.")
        color: Color.quiet
    }
    Repeater {
        model: Schedule.calendars

        SettingRow {
            id: row

            required property string name
            required property string reason
            required property bool wasRead
            required property bool isOffline
            required property bool isWritable
            required property date readAt

            readonly property string at: ScheduleWords.time(row.readAt, Settings.language)

            Layout.fillWidth: true
            title: row.name
            hint: row.isOffline ? (row.wasRead ? qsTr("As of %1: %2").arg(row.at).arg(ScheduleWords.calendarTrouble(row.reason)) : ScheduleWords.calendarTrouble(row.reason)) : row.wasRead ? qsTr("Reads well, last at %1").arg(row.at) : qsTr("Connecting…")

            Chip {
                text: row.isWritable ? qsTr("It can be booked from here") : qsTr("It is only read")
                iconName: row.isOffline ? "cloud-off" : row.isWritable ? "calendar-plus" : "calendar"
            }
        }
    }
    Button {
        Layout.alignment: Qt.AlignRight
        visible: Schedule.calendarConnected
        iconName: "refresh-cw"
        text: qsTr("Read now")
        onClicked: Schedule.refresh()
    }
    Item {
        Layout.fillHeight: true
    }
}
