import QtQuick
import Parlor.Controls
import Parlor.Theme

// One fact on a plate: a sign, with its word where the sign alone would not say enough.
Row {
    id: root

    required property string iconName
    required property string words
    property bool isWritten: false
    property color tone: root.isWritten ? Color.barWarn : Color.barInk

    spacing: Space.xs

    Icon {
        anchors.verticalCenter: parent.verticalCenter
        name: root.iconName
        size: Type.caption
        color: root.tone
        Accessible.ignored: false
        Accessible.role: Accessible.StaticText
        Accessible.name: root.words
    }
    Label {
        anchors.verticalCenter: parent.verticalCenter
        visible: root.isWritten
        text: root.words
        color: root.tone
        font.pixelSize: Type.caption
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }
}
