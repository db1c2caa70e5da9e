import QtQuick
import Parlor.Controls
import Parlor.Glass
import Parlor.State

// A picture of the call; tells the room how large it is drawn.
VideoTile {
    id: root

    required property string name

    Accessible.name: root.name

    Component.onDestruction: drawn.release()

    DrawnPicture {
        id: drawn

        readonly property bool isSeen: root.visible && !Power.asleep

        castId: root.stream
        width: drawn.isSeen ? Math.round(root.width * Screen.devicePixelRatio) : 0
        height: drawn.isSeen ? Math.round(root.height * Screen.devicePixelRatio) : 0
    }
}
