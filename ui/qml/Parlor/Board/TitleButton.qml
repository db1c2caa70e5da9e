import QtQuick
import QtQuick.Templates as T
import Parlor.Theme

// The board's name; touched, it can be changed.
T.AbstractButton {
    id: root

    property int alignment: Text.AlignLeft

    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: Space.touch
    leftPadding: Space.s
    rightPadding: Space.s
    font.pixelSize: Type.body
    focusPolicy: Qt.TabFocus

    Accessible.role: Accessible.Button
    Accessible.name: qsTr("Rename %1").arg(root.text)

    background: Rectangle {
        radius: Space.radius
        color: root.down ? Color.pressed : "transparent"
        border.width: root.visualFocus ? Space.mm(2) : 0
        border.color: Color.text
    }
    contentItem: Text {
        text: root.text
        font.pixelSize: root.font.pixelSize
        font.bold: true
        color: Color.text
        elide: Text.ElideRight
        horizontalAlignment: root.alignment
        verticalAlignment: Text.AlignVCenter
        textFormat: Text.PlainText
        Accessible.ignored: true
    }
}
