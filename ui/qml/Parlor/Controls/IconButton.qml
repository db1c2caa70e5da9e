import QtQuick
import QtQuick.Templates as T
import Parlor.Theme

// A verb as an icon; `text` is its name for those who cannot see it.
T.Button {
    id: root

    required property string iconName
    property color tone: Color.text

    implicitWidth: Space.verb
    implicitHeight: Space.verb
    focusPolicy: Qt.TabFocus

    Accessible.role: Accessible.Button
    Accessible.name: root.text

    background: Rectangle {
        radius: height / 2
        color: root.down ? Color.pressed : Color.inset
        border.width: root.visualFocus ? Space.mm(2) : 0
        border.color: Color.text
    }
    contentItem: Icon {
        name: root.iconName
        size: Math.round(root.height * 0.5)
        color: root.tone
    }
}
