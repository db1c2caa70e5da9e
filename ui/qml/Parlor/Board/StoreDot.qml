import QtQuick
import QtQuick.Layouts
import Parlor.Canvas
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// Whether what is drawn is safe: a quiet dot when it is, words when it is not.
RowLayout {
    id: root

    required property BoardCanvas canvas

    readonly property string safety: !root.canvas.isConnected ? "connecting" : Boards.trouble !== "" ? "unstored" : root.canvas.isStored ? "stored" : patience.running ? "stored" : "unstored"

    spacing: Space.s

    Accessible.role: Accessible.StaticText
    Accessible.name: {
        switch (root.safety) {
        case "connecting":
            return qsTr("Connecting…");
        case "unstored":
            return qsTr("Not saved yet");
        default:
            return qsTr("Saved");
        }
    }

    Timer {
        id: patience

        // every stroke is on the disk within milliseconds; only a delay is worth words
        interval: 800
        running: !root.canvas.isStored
    }
    Rectangle {
        implicitWidth: Space.mm(7)
        implicitHeight: Space.mm(7)
        radius: height / 2
        color: root.safety === "stored" ? Color.greenInk : Color.stop
    }
    Label {
        visible: root.safety !== "stored"
        text: root.Accessible.name
        color: Color.quiet
        font.pixelSize: Type.caption
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }
}
