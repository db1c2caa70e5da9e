import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Parlor.Theme

// A verb in words; a page has one primary verb at most.
T.Button {
    id: root

    property bool isPrimary: false
    property string iconName: ""
    property int size: Space.touch

    property color ground: root.isPrimary ? Color.accent : Color.inset
    property color tone: root.isPrimary ? Color.accentInk : Color.text

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
    contentItem: Item {
        implicitWidth: row.implicitWidth
        implicitHeight: row.implicitHeight

        RowLayout {
            id: row

            anchors.centerIn: parent
            width: Math.min(implicitWidth, parent.width)
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
}
