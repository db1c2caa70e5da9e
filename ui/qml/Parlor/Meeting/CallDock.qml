pragma ComponentBehavior: Bound

import QtQuick
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// The call's bar: a strip of its own below every page, so that it covers nothing and nothing covers it.
Rectangle {
    id: root

    readonly property bool isOnCall: Pages.current === "call"

    signal asked(string what)

    function leave(): void {
        // nobody else hears of it where nobody else is
        if (Meeting.live && Conference.isHost && Conference.count > 1)
            root.asked("leave");
        else
            Meeting.leave();
    }

    height: Space.mm(62) + Space.s * 2
    color: Color.dock

    MouseArea {
        anchors.fill: parent
    }
    DockHead {
        anchors.left: parent.left
        anchors.leftMargin: Space.l
        anchors.verticalCenter: parent.verticalCenter
        width: Meeting.live ? Space.mm(380) : Math.min(Space.mm(900), parent.width - Space.mm(260))
        isOnCall: root.isOnCall
    }
    DockVerbs {
        anchors.left: parent.left
        anchors.leftMargin: Space.l + Space.mm(380) + Space.m
        anchors.verticalCenter: parent.verticalCenter
        visible: Meeting.live
        isOnCall: root.isOnCall
        onAsked: what => root.asked(what)
    }
    DockVerb {
        anchors.right: parent.right
        anchors.rightMargin: Space.l
        anchors.verticalCenter: parent.verticalCenter
        isAlarm: true
        iconName: Meeting.live ? "phone-off" : "x"
        text: Meeting.live ? qsTr("Leave") : qsTr("Cancel")
        onClicked: root.leave()
    }
}
