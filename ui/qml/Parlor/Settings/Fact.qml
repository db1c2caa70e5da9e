import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Theme

// A fact with its name.
RowLayout {
    id: root

    required property string title
    required property string words

    visible: root.words !== ""
    spacing: Space.l

    Label {
        Layout.preferredWidth: Space.mm(190)
        Layout.alignment: Qt.AlignTop
        text: root.title
        color: Color.quiet
        font.pixelSize: Type.caption
    }
    Label {
        Layout.fillWidth: true
        text: root.words
        font.pixelSize: Type.caption
    }
}
