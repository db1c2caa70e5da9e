import QtQuick
import QtQuick.Templates as T
import Parlor.Glass
import Parlor.Theme

// One tool or verb of a bar, as an icon; `text` is its name. A choice that is taken stands out.
T.AbstractButton {
    id: root

    required property string iconName
    property bool isChoice: false
    property color tone: Color.text
    property color mark: "transparent"

    readonly property bool hasIcons: Icons.available()

    implicitWidth: root.hasIcons ? Space.touch : Math.max(Space.touch, implicitContentWidth + Space.s * 2)
    implicitHeight: Space.touch
    focusPolicy: Qt.TabFocus
    opacity: root.enabled ? 1 : 0.35

    Accessible.role: root.isChoice ? Accessible.RadioButton : Accessible.Button
    Accessible.name: root.text
    Accessible.checkable: root.isChoice
    Accessible.checked: root.isChoice && root.checked

    background: Rectangle {
        radius: Space.radius
        color: root.checked ? Color.accent : root.down ? Color.pressed : "transparent"
        border.width: root.visualFocus ? Space.mm(2) : 0
        border.color: Color.text

        Rectangle {
            visible: root.mark.a > 0
            anchors.horizontalCenter: parent.horizontalCenter
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Space.mm(3)
            width: Space.mm(16)
            height: Space.mm(4)
            radius: height / 2
            color: root.mark
            border.width: Space.line
            border.color: root.checked ? Color.accentInk : Color.outline
        }
    }
    contentItem: Text {
        text: root.hasIcons ? Icons.glyph(root.iconName) : root.text
        font.family: root.hasIcons ? Icons.family : "Noto Sans"
        font.pixelSize: root.hasIcons ? Math.round(root.height * 0.58) : Type.caption
        color: root.checked ? Color.accentInk : root.tone
        bottomPadding: root.mark.a > 0 ? Space.mm(6) : 0
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        textFormat: Text.PlainText
        Accessible.ignored: true
    }
}
