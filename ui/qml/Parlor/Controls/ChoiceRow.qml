import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Parlor.Theme

// One of a few ways, with what it means.
T.AbstractButton {
    id: root

    required property string iconName
    required property string hint

    implicitHeight: implicitContentHeight + Space.m * 2
    leftPadding: Space.l
    rightPadding: Space.l
    focusPolicy: Qt.TabFocus

    Accessible.role: Accessible.RadioButton
    Accessible.name: root.text
    Accessible.description: root.hint
    Accessible.checkable: true
    Accessible.checked: root.checked

    background: Rectangle {
        radius: Space.cardRadius
        color: root.checked ? Color.accentGround : root.down ? Color.pressed : Color.inset
        border.width: root.visualFocus || root.checked ? Space.mm(2) : 0
        border.color: root.visualFocus ? Color.text : Color.accent
    }
    contentItem: RowLayout {
        spacing: Space.l

        Icon {
            name: root.iconName
            size: Type.title
            color: root.checked ? Color.accentGroundInk : Color.quiet
        }
        ColumnLayout {
            spacing: Space.xs

            Text {
                Layout.fillWidth: true
                text: root.text
                font.pixelSize: Type.lead
                font.bold: true
                color: root.checked ? Color.accentGroundInk : Color.text
                elide: Text.ElideRight
                Accessible.ignored: true
            }
            Text {
                Layout.fillWidth: true
                text: root.hint
                font.pixelSize: Type.caption
                color: root.checked ? Color.accentGroundInk : Color.quiet
                wrapMode: Text.Wrap
                Accessible.ignored: true
            }
        }
        Icon {
            name: "check"
            size: Type.title
            opacity: root.checked ? 1 : 0
            color: Color.accentGroundInk
        }
    }
}
