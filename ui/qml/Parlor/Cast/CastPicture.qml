import QtQuick
import Parlor.Controls
import Parlor.Glass
import Parlor.State

// A cast's picture, live or held still; tells the room how large it is drawn.
VideoTile {
    id: root

    required property string castId
    // stands still for this place alone
    property bool isKept: false

    readonly property bool isHeld: Held.streams.includes(root.stream)

    function setHeld(held: bool): void {
        if (held)
            Held.hold(root.stream, root.videoSource);
        else
            Held.release(root.stream);
    }
    function takeHeld(): void {
        if (root.isHeld)
            Held.show(root.stream, root.videoSource);
    }

    frozen: root.isHeld || root.isKept
    Accessible.name: qsTr("Picture of the cast")

    Component.onCompleted: root.takeHeld()
    Component.onDestruction: drawn.release()

    DrawnCast {
        id: drawn

        readonly property bool isSeen: root.visible && !Power.asleep

        castId: root.castId
        width: drawn.isSeen ? Math.round(root.width * Screen.devicePixelRatio) : 0
        height: drawn.isSeen ? Math.round(root.height * Screen.devicePixelRatio) : 0
    }
}
