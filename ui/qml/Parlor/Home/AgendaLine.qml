import QtQuick
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// A meeting in the list of today, and beside it the one touch that joins it.
Item {
    id: root

    required property int index
    required property string meetingId
    required property string title
    required property string organizer
    required property date startsAt
    required property date endsAt
    required property bool isNow
    required property bool isAllDay
    required property bool isHidden
    required property bool isCancelled
    required property string serviceName
    required property string noJoin

    readonly property bool canJoin: root.serviceName !== "" && root.noJoin === "" && !root.isCancelled && !Meeting.active

    AgendaRow {
        width: root.canJoin ? join.x - Space.s : root.width
        height: root.height
        isFirst: root.index === 0
        canJoin: root.canJoin
        meetingId: root.meetingId
        title: root.title
        organizer: root.organizer
        startsAt: root.startsAt
        endsAt: root.endsAt
        isNow: root.isNow
        isAllDay: root.isAllDay
        isHidden: root.isHidden
        isCancelled: root.isCancelled
        serviceName: root.serviceName
        noJoin: root.noJoin
    }
    Button {
        id: join

        x: root.width - width
        anchors.verticalCenter: parent.verticalCenter
        visible: root.canJoin
        isPrimary: root.index === 0
        size: root.index === 0 ? Space.verb : Space.touch
        iconName: root.index === 0 ? "video" : ""
        text: qsTr("Join")
        Accessible.description: root.title
        onClicked: Meeting.joinMeeting(root.meetingId)
    }
}
