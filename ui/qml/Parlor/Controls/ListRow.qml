import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Parlor.Theme

// One of several places or things to choose from.
T.AbstractButton {
    id: root

    required property string iconName

    implicitHeight: Space.verb
    leftPadding: Space.m
    rightPadding: Space.m
    font.pixelSize: Type.body
    focusPolicy: Qt.TabFocus

    Accessible.role: Accessible.RadioButton
    Accessible.name: root.text
    Accessible.checkable: true
    Accessible.checked: root.checked

    background: Rectangle {
        radius: Space.radius
        color: root.checked ? Color.accentGround : root.down ? Color.pressed : "transparent"
        border.width: root.visualFocus ? Space.mm(2) : 0
        border.color: Color.text
    }
    contentItem: RowLayout {
        spacing: Space.m

        Icon {
            name: root.iconName
            size: Type.lead
            color: root.checked ? Color.accentGroundInk : Color.quiet
        }
        Text {
            Layout.fillWidth: true
            text: root.text
            font.pixelSize: root.font.pixelSize
            font.bold: root.checked
            color: root.checked ? Color.accentGroundInk : Color.text
            elide: Text.ElideRight
            Accessible.ignored: true
        }
    }
}
