pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Parlor.Theme

// Four sizes of letters, each shown by one of that size in proportion.
Row {
    id: root

    required property real current
    // board units at zoom 1; the smallest fills 16 arc-minutes at 3 m on a glass of 55 inches
    readonly property list<real> sizes: [32, 44, 64, 96]
    readonly property list<string> names: [qsTr("Small letters"), qsTr("Medium letters"), qsTr("Large letters"), qsTr("Huge letters")]

    signal picked(real size)

    spacing: Space.s

    Repeater {
        model: root.sizes

        T.AbstractButton {
            id: choice

            required property real modelData
            required property int index

            implicitWidth: Space.touch
            implicitHeight: Space.touch
            text: root.names[choice.index]
            // text that was scaled by hand is of no size that has a name
            checked: Math.abs(root.current / choice.modelData - 1) < 0.02
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
            contentItem: Text {
                horizontalAlignment: Text.AlignHCenter
                verticalAlignment: Text.AlignVCenter
                //: One letter, which shows how large letters will be
                text: qsTr("A")
                font.pixelSize: Math.round(Space.touch * (0.42 + 0.2 * choice.index))
                color: choice.checked ? Color.accentGroundInk : Color.text
            }
        }
    }
}
