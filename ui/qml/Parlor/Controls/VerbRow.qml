import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Parlor.Theme

// A verb of a menu, with what it does in small words.
T.AbstractButton {
    id: root

    required property string iconName
    property string hint: ""

    implicitWidth: Space.mm(280)
    implicitHeight: Space.mm(40)
    leftPadding: Space.m
    rightPadding: Space.m
    font.pixelSize: Type.body
    focusPolicy: Qt.TabFocus
    opacity: root.enabled ? 1 : 0.45

    Accessible.role: Accessible.Button
    Accessible.name: root.text
    Accessible.description: root.hint

    background: Rectangle {
        radius: Space.radius
        color: root.down ? Color.pressed : Color.inset
        border.width: root.visualFocus ? Space.mm(2) : 0
        border.color: Color.text
    }
    contentItem: RowLayout {
        spacing: Space.m

        Icon {
            name: root.iconName
            size: Type.lead
            color: Color.quiet
        }
        Text {
            Layout.fillWidth: true
            text: root.text
            font.pixelSize: root.font.pixelSize
            color: Color.text
            elide: Text.ElideRight
            textFormat: Text.PlainText
            Accessible.ignored: true
        }
        Text {
            visible: text !== ""
            text: root.hint
            font.pixelSize: Type.caption
            color: Color.quiet
            elide: Text.ElideRight
            textFormat: Text.PlainText
            Accessible.ignored: true
        }
    }
}
