import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Theme

// What is set on the left, how on the right.
RowLayout {
    id: root

    required property string title
    property string hint: ""
    default property alias control: slot.data

    spacing: Space.l

    ColumnLayout {
        Layout.fillWidth: true
        spacing: Space.xs

        Label {
            Layout.fillWidth: true
            text: root.title
            font.pixelSize: Type.lead
            font.bold: true
        }
        Label {
            Layout.fillWidth: true
            visible: text !== ""
            text: root.hint
            color: Color.quiet
            font.pixelSize: Type.caption
        }
    }
    RowLayout {
        id: slot

        Layout.alignment: Qt.AlignVCenter | Qt.AlignRight
        spacing: Space.m
    }
}
