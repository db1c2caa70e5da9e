import QtQuick
import QtQuick.Layouts
import Parlor.Flow
import Parlor.Theme

// The way back, and where one is.
RowLayout {
    id: root

    required property string title

    spacing: Space.l

    IconButton {
        iconName: "arrow-left"
        text: qsTr("Back")
        onClicked: Pages.home()
    }
    Label {
        Layout.fillWidth: true
        text: root.title
        font.pixelSize: Type.headline
        font.bold: true
        elide: Text.ElideRight
        wrapMode: Text.NoWrap
    }
}
