import QtQuick
import Parlor.Controls
import Parlor.Glass
import Parlor.State
import Parlor.Theme

// The glass asleep: black, with a dim clock that never stays in one place. The first touch only wakes.
Rectangle {
    id: root

    // woken by hand while the room is away, until the room says anew whether it sleeps
    property bool lifted: false

    readonly property int minute: Clock.now.getMinutes()

    function wake(): void {
        if (Connection.connected)
            Power.wake();
        else
            root.lifted = true;
    }

    visible: Power.asleep && !root.lifted
    color: Color.night

    Keys.onPressed: event => {
        event.accepted = true;
        root.wake();
    }
    onVisibleChanged: if (root.visible)
        root.forceActiveFocus()

    Accessible.role: Accessible.Button
    Accessible.name: qsTr("Asleep. Touch to wake.")
    Accessible.onPressAction: root.wake()

    Connections {
        target: Power
        function onChanged(): void {
            root.lifted = false;
        }
    }
    MouseArea {
        anchors.fill: parent
        onPressed: root.wake()
    }
    Label {
        x: Math.round((root.width - width) * ((root.minute * 7) % 10 + 0.5) / 10)
        y: Math.round((root.height - height) * ((root.minute * 3) % 10 + 0.5) / 10)
        text: Clock.now.toLocaleTimeString(Qt.locale(Settings.language), "HH:mm")
        color: Color.nightInk
        font.pixelSize: Type.code
        lineHeight: 1
    }
}
