import QtQuick
import Parlor.State
import Parlor.Theme

// Where the sender points on their own picture; gone a second after they last did.
Item {
    id: root

    required property string castId

    Connections {
        target: Casts
        function onPointed(castId: string, x: real, y: real, shown: bool): void {
            if (castId !== root.castId)
                return;
            if (shown) {
                dot.x = x * root.width - dot.width / 2;
                dot.y = y * root.height - dot.height / 2;
                rest.restart();
            } else {
                rest.stop();
            }
        }
    }
    Timer {
        id: rest

        interval: 1000
    }
    Rectangle {
        id: dot

        width: Space.mm(16)
        height: width
        radius: width / 2
        visible: rest.running
        color: Color.laser
        border.width: Space.mm(2)
        border.color: Color.barInk
        Accessible.role: Accessible.Indicator
        Accessible.name: qsTr("Pointer")

        Behavior on x {
            enabled: dot.visible

            NumberAnimation {
                duration: 60
            }
        }
        Behavior on y {
            enabled: dot.visible

            NumberAnimation {
                duration: 60
            }
        }
    }
}
