import QtQuick
import Parlor.Controls
import Parlor.Theme

// A verb over a picture, as an icon; while what it did holds, it stands out.
IconButton {
    id: root

    property bool isOn: false

    implicitWidth: root.hasIcons ? Space.touch : implicitContentWidth + Space.m * 2
    implicitHeight: Space.touch
    ground: root.isOn ? Color.barAccent : Color.barInset
    tone: root.isOn ? Color.night : Color.barInk
    opacity: root.enabled ? 1 : 0.45
}
