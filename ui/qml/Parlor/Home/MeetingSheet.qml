pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// One meeting: when, by whom, how it is joined or why it is not, and what can be done about it.
Sheet {
    id: root

    required property string meetingId
    required property string organizer
    required property date startsAt
    required property date endsAt
    required property bool isNow
    required property bool isAllDay
    required property bool isHidden
    required property bool isCancelled
    required property bool isOwn
    required property bool checkedIn
    required property bool mustCheckIn
    required property bool canCheckIn
    required property date checkInUntil
    required property string serviceName
    required property string noJoin
    required property string noJoinDetail
    required property var model

    title: ScheduleWords.title(root.model.title, root.isHidden)
    cardWidth: Space.mm(1000)

    RowLayout {
        spacing: Space.l

        Label {
            text: ScheduleWords.span(root.startsAt, root.endsAt, root.isAllDay, Settings.language)
            font.pixelSize: Type.lead
            font.bold: true
            wrapMode: Text.NoWrap
        }
        Label {
            Layout.fillWidth: true
            text: root.organizer
            color: Color.quiet
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
        }
        Chip {
            visible: root.checkedIn
            text: qsTr("Checked in")
            iconName: "user-check"
            color: Color.greenGround
            tone: Color.greenInk
        }
    }
    JoinWords {
        Layout.fillWidth: true
        serviceName: root.serviceName
        noJoin: root.noJoin
        noJoinDetail: root.noJoinDetail
    }
    Button {
        Layout.fillWidth: true
        visible: root.serviceName !== "" && root.noJoin === "" && !Meeting.active
        isPrimary: true
        size: Space.verb
        iconName: "video"
        text: qsTr("Join")
        onClicked: {
            Meeting.joinMeeting(root.meetingId);
            root.closed();
        }
    }
    Label {
        Layout.fillWidth: true
        visible: root.mustCheckIn
        text: qsTr("If nobody checks in by %1, the room is given back.").arg(ScheduleWords.time(root.checkInUntil, Settings.language))
        color: Color.quiet
    }
    RowLayout {
        Layout.fillWidth: true
        Layout.topMargin: Space.s
        visible: !root.isCancelled && !root.isAllDay && (root.isNow || root.isOwn || root.canCheckIn)
        spacing: Space.m

        Button {
            visible: root.canCheckIn
            isPrimary: true
            iconName: "user-check"
            text: qsTr("Check in")
            onClicked: Schedule.checkIn(root.meetingId)
        }
        Repeater {
            model: root.isNow ? [15, 30].filter(minutes => minutes <= Schedule.extraMinutes) : []

            Button {
                id: extra

                required property int modelData

                text: qsTr("%1 more").arg(ScheduleWords.length(extra.modelData))
                iconName: "plus"
                onClicked: Schedule.extend(root.meetingId, extra.modelData)
            }
        }
        Item {
            Layout.fillWidth: true
        }
        Button {
            // somebody else's booking to come is not this glass's to take away
            visible: root.isNow || root.isOwn
            text: root.isNow ? qsTr("End now") : qsTr("Give the room back")
            iconName: root.isNow ? "log-out" : "calendar-off"
            onClicked: root.isNow ? Schedule.end(root.meetingId) : Schedule.release(root.meetingId)
        }
    }
}
