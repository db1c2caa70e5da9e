import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// Second step of casting: the code.
ColumnLayout {
    id: root

    property int size: Type.code

    spacing: Space.xs
    visible: Access.code !== ""

    Label {
        Layout.fillWidth: true
        text: qsTr("2. Type this code")
        color: Color.quiet
        font.pixelSize: Type.caption
    }
    Label {
        Layout.fillWidth: true
        text: Words.grouped(Access.code)
        font.pixelSize: root.size
        font.bold: true
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Type.lead
        wrapMode: Text.NoWrap
        lineHeight: 1
        Accessible.name: qsTr("Code %1").arg(Access.code)
    }
}
