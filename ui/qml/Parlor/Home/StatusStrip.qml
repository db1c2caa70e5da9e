import QtQuick
import Parlor.Controls
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// Small facts about the room, most of the time none.
Row {
    id: root

    spacing: Space.s

    Chip {
        visible: Sound.speech
        text: qsTr("Somebody speaks")
        iconName: "audio-lines"
        color: Color.greenGround
        tone: Color.greenInk
    }
    Chip {
        visible: RoomInfo.virtual
        text: qsTr("Virtual room")
        iconName: "flask-conical"
    }
}
