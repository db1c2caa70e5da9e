import QtQuick
import QtQuick.Templates as T
import Parlor.Theme

// A colour to choose; `text` is its name.
T.AbstractButton {
    id: root

    required property color color

    implicitWidth: Space.mm(30)
    implicitHeight: Space.mm(30)
    focusPolicy: Qt.TabFocus

    Accessible.role: Accessible.RadioButton
    Accessible.name: root.text
    Accessible.checkable: true
    Accessible.checked: root.checked

    background: Rectangle {
        radius: height / 2
        color: "transparent"
        border.width: root.checked || root.visualFocus ? Space.mm(3) : 0
        border.color: root.checked ? Color.accent : Color.text
    }
    contentItem: Item {
        Rectangle {
            anchors.centerIn: parent
            width: Space.mm(root.checked ? 20 : 24)
            height: width
            radius: width / 2
            color: root.color
            border.width: Space.line
            border.color: Color.quiet
        }
    }
}
