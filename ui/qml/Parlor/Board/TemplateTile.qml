pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Parlor.Glass
import Parlor.Theme

// A background to choose, drawn small.
T.AbstractButton {
    id: root

    required property string template
    required property bool dark

    readonly property color rule: root.dark ? "#5a646e" : "#aeb9c5"

    implicitHeight: Space.mm(128)
    focusPolicy: Qt.TabFocus

    Accessible.role: Accessible.RadioButton
    Accessible.name: root.text
    Accessible.checkable: true
    Accessible.checked: root.checked

    background: Rectangle {
        height: root.height - Space.mm(28)
        radius: Space.radius
        color: Inks.ground(root.dark)
        border.width: root.checked ? Space.mm(3) : Space.line
        border.color: root.checked ? Color.accent : Color.outline
    }
    contentItem: Item {
        id: area

        readonly property real tall: root.height - Space.mm(28)

        Repeater {
            model: root.template === "ruled" || root.template === "grid" ? 5 : root.template === "staff" ? 10 : 0

            Rectangle {
                required property int index

                y: root.template === "staff" ? area.tall * (0.2 + (index % 5) * 0.06 + (index > 4 ? 0.36 : 0)) : area.tall * (index + 1) / 6
                x: Space.mm(6)
                width: area.width - Space.mm(12)
                height: Space.line
                color: root.rule
            }
        }
        Repeater {
            model: root.template === "grid" ? 9 : root.template === "kanban" ? 2 : 0

            Rectangle {
                required property int index

                x: root.template === "kanban" ? area.width * (index + 1) / 3 : area.width * (index + 1) / 10
                y: Space.mm(6)
                width: Space.line
                height: area.tall - Space.mm(12)
                color: root.rule
            }
        }
        Repeater {
            model: root.template === "dots" ? 45 : 0

            Rectangle {
                required property int index

                x: area.width * (index % 9 + 1) / 10
                y: area.tall * (Math.floor(index / 9) + 1) / 6
                width: Space.mm(2)
                height: width
                radius: width / 2
                color: root.rule
            }
        }
        Text {
            anchors.bottom: parent.bottom
            anchors.horizontalCenter: parent.horizontalCenter
            text: root.text
            color: Color.text
            font.pixelSize: Type.caption
            font.bold: root.checked
            Accessible.ignored: true
        }
    }
}
