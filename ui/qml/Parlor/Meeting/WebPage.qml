pragma ComponentBehavior: Bound

import QtQuick
import Parlor.Cast
import Parlor.Controls
import Parlor.Flow
import Parlor.Glass
import Parlor.State
import Parlor.Theme

// The page of another service's meeting: its picture, under fingers that go to it. What it waits for is said above it.
Item {
    id: root

    readonly property bool isHandedOver: Meeting.step === "hand_over"

    Rectangle {
        id: head

        width: parent.width
        height: root.isHandedOver ? Space.mm(40) : 0
        visible: height > 0
        color: Color.barWarn

        Label {
            anchors.centerIn: parent
            width: parent.width - Space.l * 2
            text: CallWords.hint(Meeting.hint)
            color: Color.night
            font.bold: true
            wrapMode: Text.NoWrap
            horizontalAlignment: Text.AlignHCenter
            elide: Text.ElideRight
        }
    }
    CallPicture {
        id: page

        y: head.height
        width: parent.width
        height: parent.height - head.height - Panel.keyboardHeight
        stream: "call-web"
        name: qsTr("Page of the meeting")
    }
    Label {
        anchors.centerIn: parent
        visible: !page.hasFrame
        text: CallWords.step(Meeting.phase, Meeting.step, Meeting.serviceName)
        color: Color.barQuiet
        font.pixelSize: Type.lead
    }
    PageTouches {
        id: touches
    }
    PictureArea {
        picture: page

        MultiPointTouchArea {
            id: area

            anchors.fill: parent
            enabled: Connection.connected
            onPressed: points => points.forEach(point => touches.place(point.pointId, point.x / area.width, point.y / area.height))
            onUpdated: points => points.forEach(point => touches.place(point.pointId, point.x / area.width, point.y / area.height))
            onReleased: points => points.forEach(point => touches.lift(point.pointId))
            onCanceled: touches.release()
        }
    }
    PageKeys {
        anchors.bottom: page.bottom
        anchors.horizontalCenter: page.horizontalCenter
    }
    Component.onDestruction: touches.release()
}
