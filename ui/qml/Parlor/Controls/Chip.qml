import QtQuick
import QtQuick.Layouts
import Parlor.Theme

// A short fact in a pill.
Rectangle {
    id: root

    required property string text
    property string iconName: ""
    property color tone: Color.quiet

    implicitWidth: row.implicitWidth + Space.m * 2
    implicitHeight: Space.mm(26)
    radius: root.height / 2
    color: Color.inset

    RowLayout {
        id: row

        anchors.centerIn: parent
        width: Math.min(implicitWidth, root.width - Space.m * 2)
        spacing: Space.s

        Icon {
            visible: root.iconName !== ""
            name: root.iconName
            size: Type.caption
            color: root.tone
        }
        Label {
            Layout.fillWidth: true
            text: root.text
            font.pixelSize: Type.caption
            color: root.tone
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
        }
    }
}
