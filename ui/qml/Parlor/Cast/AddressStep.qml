import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// First step of casting: the address.
ColumnLayout {
    id: root

    property int size: Type.title

    readonly property bool hasAddress: Access.address !== ""

    spacing: Space.xs

    Label {
        Layout.fillWidth: true
        text: root.hasAddress ? qsTr("1. Open this address in your laptop's browser") : qsTr("This room has no network")
        color: Color.quiet
        font.pixelSize: Type.caption
    }
    Label {
        Layout.fillWidth: true
        text: root.hasAddress ? Access.address : qsTr("Connect a network cable to cast.")
        color: Color.accent
        font.pixelSize: root.size
        font.bold: true
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Type.caption
        wrapMode: root.hasAddress ? Text.NoWrap : Text.Wrap
    }
}
