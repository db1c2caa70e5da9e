import QtQuick
import QtQuick.Templates as T
import Parlor.Controls
import Parlor.Theme

// What the keypad has typed; a touch makes it the one that the keys go to.
T.AbstractButton {
    id: root

    required property string name
    required property string value
    required property bool isCurrent

    implicitHeight: Space.mm(58)
    leftPadding: Space.m
    rightPadding: Space.m
    focusPolicy: Qt.TabFocus

    Accessible.role: Accessible.RadioButton
    Accessible.name: root.name
    Accessible.description: root.value
    Accessible.checkable: true
    Accessible.checked: root.isCurrent

    background: Rectangle {
        radius: Space.radius
        color: Color.inset
        border.width: root.isCurrent || root.visualFocus ? Space.mm(2) : 0
        border.color: root.visualFocus ? Color.text : Color.accent
    }
    contentItem: Item {
        Label {
            width: parent.width
            anchors.verticalCenter: parent.verticalCenter
            text: root.value === "" ? root.name : root.value
            color: root.value === "" ? Color.quiet : Color.text
            font.pixelSize: root.value === "" ? Type.body : Type.title
            font.bold: root.value !== ""
            wrapMode: Text.NoWrap
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Type.caption
            elide: Text.ElideRight
            Accessible.ignored: true
        }
    }
}
