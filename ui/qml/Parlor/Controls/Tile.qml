import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Parlor.Theme

// A way in: icon, what it is, what one does there.
T.AbstractButton {
    id: root

    required property string iconName
    required property string hint
    property color ground: Color.inset
    property color tone: Color.text

    implicitHeight: Space.mm(118)
    leftPadding: Space.mm(20)
    rightPadding: Space.s
    focusPolicy: Qt.TabFocus

    Accessible.role: Accessible.Button
    Accessible.name: root.text
    Accessible.description: root.hint

    background: Card {
        color: root.down ? Color.pressed : Color.surface
        border.width: root.visualFocus ? Space.mm(2) : 0
        border.color: Color.text
    }
    contentItem: RowLayout {
        spacing: Space.m

        IconDisc {
            Layout.alignment: Qt.AlignVCenter
            implicitWidth: Space.mm(62)
            name: root.iconName
            color: root.ground
            tone: root.tone
        }
        ColumnLayout {
            spacing: 0

            Text {
                Layout.fillWidth: true
                text: root.text
                color: Color.text
                font.pixelSize: Type.title
                font.bold: true
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Type.body
                elide: Text.ElideRight
                Accessible.ignored: true
            }
            Text {
                Layout.fillWidth: true
                text: root.hint
                color: Color.quiet
                font.pixelSize: Type.caption
                elide: Text.ElideRight
                Accessible.ignored: true
            }
        }
    }
}
