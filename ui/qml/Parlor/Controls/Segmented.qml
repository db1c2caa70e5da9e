pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Parlor.Theme

// One of a few values, all in view.
Rectangle {
    id: root

    required property list<string> values
    required property list<string> labels
    required property string value

    signal picked(string value)

    implicitWidth: row.implicitWidth + Space.xs * 2
    implicitHeight: Space.touch + Space.xs * 2
    radius: root.height / 2
    color: Color.inset

    Row {
        id: row

        anchors.centerIn: parent
        spacing: Space.s

        Repeater {
            model: root.values

            T.AbstractButton {
                id: segment

                required property int index
                required property string modelData

                implicitWidth: Math.max(label.implicitWidth + Space.l * 2, Space.touch * 1.6)
                implicitHeight: Space.touch
                checked: root.value === segment.modelData
                text: root.labels[segment.index]
                focusPolicy: Qt.TabFocus

                Accessible.role: Accessible.RadioButton
                Accessible.name: segment.text
                Accessible.checkable: true
                Accessible.checked: segment.checked

                onClicked: root.picked(segment.modelData)

                background: Rectangle {
                    radius: height / 2
                    color: segment.checked ? Color.accent : segment.down ? Color.pressed : "transparent"
                    border.width: segment.visualFocus ? Space.mm(2) : 0
                    border.color: Color.text
                }
                contentItem: Text {
                    id: label

                    text: segment.text
                    font.pixelSize: Type.body
                    font.bold: segment.checked
                    color: segment.checked ? Color.accentInk : Color.text
                    horizontalAlignment: Text.AlignHCenter
                    verticalAlignment: Text.AlignVCenter
                    Accessible.ignored: true
                }
            }
        }
    }
}
