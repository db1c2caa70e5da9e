pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Parlor.Theme

// Four widths, each shown as a dot of that size.
Row {
    id: root

    required property list<real> widths
    required property list<string> names
    required property real current

    signal picked(real width)

    spacing: Space.s

    Repeater {
        model: root.widths

        T.AbstractButton {
            id: choice

            required property real modelData
            required property int index

            implicitWidth: Space.touch
            implicitHeight: Space.touch
            text: root.names[choice.index]
            checked: root.current === choice.modelData
            focusPolicy: Qt.TabFocus

            Accessible.role: Accessible.RadioButton
            Accessible.name: choice.text
            Accessible.checkable: true
            Accessible.checked: choice.checked

            onClicked: root.picked(choice.modelData)

            background: Rectangle {
                radius: Space.radius
                color: choice.checked ? Color.accentGround : choice.down ? Color.pressed : Color.inset
                border.width: choice.checked || choice.visualFocus ? Space.mm(2) : 0
                border.color: choice.checked ? Color.accent : Color.text
            }
            contentItem: Item {
                Rectangle {
                    anchors.centerIn: parent
                    width: Space.mm(5 + choice.index * 5)
                    height: width
                    radius: width / 2
                    color: choice.checked ? Color.accentGroundInk : Color.quiet
                }
            }
        }
    }
}
