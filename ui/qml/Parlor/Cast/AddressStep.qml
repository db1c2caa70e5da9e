import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// First step of casting: the address.
ColumnLayout {
    id: root

    property int size: Type.title

    readonly property bool isLong: Access.address.length > 30

    spacing: Space.xs

    Label {
        Layout.fillWidth: true
        text: qsTr("1. Open this address in your laptop's browser")
        color: Color.quiet
        font.pixelSize: Type.caption
    }
    Label {
        Layout.fillWidth: true
        text: Access.address
        color: Color.accent
        font.pixelSize: root.isLong ? Type.body : root.size
        font.bold: true
        fontSizeMode: root.isLong ? Text.FixedSize : Text.HorizontalFit
        minimumPixelSize: Type.caption
        wrapMode: root.isLong ? Text.WrapAnywhere : Text.NoWrap
    }
}
