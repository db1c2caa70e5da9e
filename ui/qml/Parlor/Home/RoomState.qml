import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.Glass
import Parlor.State
import Parlor.Theme

// Whether the room is free, how long, and the one thing to do about it. Read from the far end of the table.
Rectangle {
    id: root

    readonly property date until: Schedule.busy ? Schedule.busyUntil : Schedule.freeUntil
    readonly property bool hasEnd: Schedule.busy || Schedule.takenLater
    readonly property color tone: Schedule.busy ? Color.accentGroundInk : Color.greenInk

    signal bookAsked

    implicitWidth: Math.max(Space.mm(196), column.implicitWidth + Space.l * 2)
    implicitHeight: column.implicitHeight + Space.m * 2
    radius: Space.cardRadius
    color: Schedule.busy ? Color.accentGround : Color.greenGround

    ColumnLayout {
        id: column

        anchors.fill: parent
        anchors.leftMargin: Space.l
        anchors.rightMargin: Space.l
        anchors.topMargin: Space.m
        anchors.bottomMargin: Space.m
        spacing: Space.xs

        Label {
            Layout.fillWidth: true
            text: Schedule.busy ? qsTr("In use") : qsTr("Free")
            color: root.tone
            font.pixelSize: Type.title
            font.bold: true
        }
        Label {
            Layout.fillWidth: true
            text: Schedule.mustCheckIn ? qsTr("check in by %1").arg(ScheduleWords.time(Schedule.checkInUntil, Settings.language)) : root.hasEnd ? qsTr("until %1 · %2").arg(ScheduleWords.time(root.until, Settings.language)).arg(ScheduleWords.length(ScheduleWords.minutesTo(root.until, Clock.now))) : qsTr("for the rest of the day")
            color: root.tone
            wrapMode: Text.NoWrap
        }
        Button {
            Layout.fillWidth: true
            Layout.topMargin: Space.s
            visible: text !== ""
            isPrimary: true
            text: Schedule.mustCheckIn ? qsTr("Check in") : Schedule.currentId !== "" && Schedule.busy ? qsTr("Extend or end") : Schedule.freeMinutes >= 15 ? qsTr("Book now") : ""
            onClicked: {
                if (Schedule.mustCheckIn)
                    Schedule.checkIn(Schedule.currentId);
                else if (Schedule.busy)
                    Schedule.choose(Schedule.currentId);
                else
                    root.bookAsked();
            }
        }
    }
}
