import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// First step of casting: the address, and the name where the network knows one.
ColumnLayout {
    id: root

    property int size: Type.title
    // whether there is a place for the name and for the way to the other addresses
    property bool isWhole: false

    readonly property bool isLong: Access.address.length > 30

    signal othersWanted

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
    Label {
        Layout.fillWidth: true
        visible: root.isWhole && Access.localAddress !== ""
        text: qsTr("or %1").arg(Access.localAddress)
        color: Color.quiet
        font.pixelSize: Type.caption
        wrapMode: Text.WrapAnywhere
    }
    Button {
        visible: root.isWhole && Access.others > 0
        text: qsTr("Other addresses: %1").arg(Access.others)
        onClicked: root.othersWanted()
    }
}
