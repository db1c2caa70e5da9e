import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// Small facts about the room, most of the time none.
ColumnLayout {
    id: root

    spacing: Space.s

    Chip {
        Layout.alignment: Qt.AlignRight
        visible: Sound.speech
        text: qsTr("Somebody speaks")
        iconName: "audio-lines"
        color: Color.greenGround
        tone: Color.greenInk
    }
    Chip {
        Layout.alignment: Qt.AlignRight
        visible: Meeting.active
        text: Meeting.muted ? qsTr("In a call, muted") : qsTr("In a call")
        iconName: Meeting.muted ? "mic-off" : "video"
        color: Meeting.muted ? Color.amberGround : Color.accentGround
        tone: Meeting.muted ? Color.amberInk : Color.accentGroundInk
    }
    Chip {
        Layout.alignment: Qt.AlignRight
        visible: RoomInfo.virtual
        text: qsTr("Virtual room")
        iconName: "flask-conical"
    }
}
