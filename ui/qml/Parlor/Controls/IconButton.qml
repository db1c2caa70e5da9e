import QtQuick
import QtQuick.Templates as T
import Parlor.Glass
import Parlor.Theme

// A verb as an icon; `text` is its name for those who cannot see it.
T.Button {
    id: root

    required property string iconName
    property color tone: Color.text
    property color ground: Color.inset

    readonly property bool hasIcons: Icons.available()

    implicitWidth: root.hasIcons ? Space.verb : implicitContentWidth + Space.l * 2
    implicitHeight: Space.verb
    focusPolicy: Qt.TabFocus

    Accessible.role: Accessible.Button
    Accessible.name: root.text

    background: Rectangle {
        radius: height / 2
        color: root.down ? Qt.tint(root.ground, Color.dark ? "#22ffffff" : "#22000000") : root.ground
        border.width: root.visualFocus ? Space.mm(2) : 0
        border.color: Color.text
    }
    contentItem: Text {
        text: root.hasIcons ? Icons.glyph(root.iconName) : root.text
        font.family: root.hasIcons ? Icons.family : "Noto Sans"
        font.pixelSize: root.hasIcons ? Math.round(root.height * 0.5) : Type.body
        color: root.tone
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        textFormat: Text.PlainText
        Accessible.ignored: true
    }
}
