import QtQuick
import QtQuick.Templates as T
import Parlor.Theme

// A value from 0 to 100. Under the finger it shows the finger; released, what the room says.
T.Slider {
    id: root

    required property int current
    required property string name

    // the finger's value, at most every 50 ms and always the last one
    signal picked(int value)

    function send(value: int): void {
        if (pause.running) {
            pause.later = value;
        } else {
            pause.later = -1;
            pause.start();
            root.picked(value);
        }
    }

    implicitWidth: Space.mm(300)
    implicitHeight: Space.touch
    from: 0
    to: 100
    stepSize: 1
    snapMode: T.Slider.SnapAlways
    leftPadding: Space.mm(15)
    rightPadding: Space.mm(15)
    focusPolicy: Qt.TabFocus

    Accessible.role: Accessible.Slider
    Accessible.name: root.name

    onMoved: root.send(Math.round(root.value))

    Binding on value {
        when: !root.pressed
        value: root.current
        restoreMode: Binding.RestoreNone
    }
    Timer {
        id: pause

        property int later: -1

        interval: 50
        onTriggered: {
            if (pause.later >= 0)
                root.send(pause.later);
        }
    }

    background: Item {
        Rectangle {
            x: root.leftPadding
            width: root.availableWidth
            height: Space.mm(9)
            radius: height / 2
            anchors.verticalCenter: parent.verticalCenter
            color: Color.inset

            Rectangle {
                width: root.visualPosition * parent.width
                height: parent.height
                radius: height / 2
                color: Color.accent
            }
        }
    }
    handle: Rectangle {
        x: root.leftPadding + root.visualPosition * root.availableWidth - width / 2
        y: (root.height - height) / 2
        width: Space.mm(root.pressed ? 30 : 26)
        height: width
        radius: width / 2
        color: Color.surface
        border.width: Space.mm(root.visualFocus ? 5 : 3)
        border.color: Color.accent
    }
}
