import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Parlor.Theme

// A verb in words. `kind` is plain, primary or danger.
T.Button {
    id: root

    property string kind: "plain"
    property string iconName: ""
    property int size: Space.touch

    readonly property color ground: root.kind === "primary" ? Color.accent : root.kind === "danger" ? Color.danger : Color.inset
    readonly property color tone: root.kind === "primary" ? Color.accentInk : root.kind === "danger" ? Color.dangerInk : Color.text

    implicitWidth: Math.max(implicitContentWidth + leftPadding + rightPadding, root.size * 2)
    implicitHeight: root.size
    leftPadding: Space.l
    rightPadding: Space.l
    font.pixelSize: Type.body
    font.bold: true
    focusPolicy: Qt.TabFocus
    opacity: root.enabled ? 1 : 0.45

    Accessible.role: Accessible.Button
    Accessible.name: root.text

    background: Rectangle {
        radius: height / 2
        color: root.down ? Qt.tint(root.ground, Color.dark ? "#22ffffff" : "#22000000") : root.ground
        border.width: root.visualFocus ? Space.mm(2) : 0
        border.color: Color.text
    }
    contentItem: RowLayout {
        spacing: Space.s

        Icon {
            visible: root.iconName !== "" && text !== ""
            name: root.iconName
            size: Math.round(root.font.pixelSize * 1.15)
            color: root.tone
        }
        Text {
            Layout.fillWidth: true
            text: root.text
            font: root.font
            color: root.tone
            horizontalAlignment: Text.AlignHCenter
            elide: Text.ElideRight
            textFormat: Text.PlainText
            Accessible.ignored: true
        }
    }
}
