import QtQuick
import QtQuick.Templates as T
import Parlor.Theme

// On or off. It shows what the room says, and asks for the opposite by `picked`.
T.AbstractButton {
    id: root

    required property bool on

    signal picked(bool on)

    implicitWidth: Space.mm(58)
    implicitHeight: Space.touch
    focusPolicy: Qt.TabFocus

    Accessible.role: Accessible.CheckBox
    Accessible.name: root.text
    Accessible.checkable: true
    Accessible.checked: root.on

    onClicked: root.picked(!root.on)

    background: Rectangle {
        radius: height / 2
        color: root.on ? Color.accent : Color.inset
        border.width: root.visualFocus ? Space.mm(2) : 0
        border.color: Color.text
    }
    contentItem: Item {
        Rectangle {
            x: root.on ? parent.width - width - Space.xs : Space.xs
            anchors.verticalCenter: parent.verticalCenter
            width: parent.height - Space.xs * 2
            height: width
            radius: width / 2
            color: root.on ? Color.accentInk : Color.quiet

            Behavior on x {
                NumberAnimation {
                    duration: Motion.quick
                }
            }
        }
    }
}
