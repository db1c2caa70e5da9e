pragma ComponentBehavior: Bound

import QtQuick
import Parlor.Controls
import Parlor.Glass
import Parlor.Theme

// Which figure, its colour, and whether it is filled.
Column {
    id: root

    required property Hand hand
    required property bool dark

    readonly property list<string> figures: ["line", "arrow", "rectangle", "ellipse", "triangle", "diamond", "polygon", "star"]
    readonly property list<string> icons: ["slash", "move-up-right", "square", "circle", "triangle", "diamond", "hexagon", "star"]
    readonly property list<string> names: [qsTr("Line"), qsTr("Arrow"), qsTr("Rectangle"), qsTr("Ellipse"), qsTr("Triangle"), qsTr("Diamond"), qsTr("Polygon"), qsTr("Star")]

    spacing: Space.m

    Grid {
        columns: 4
        spacing: Space.s

        Repeater {
            model: root.figures

            ToolButton {
                required property string modelData
                required property int index

                isChoice: true
                iconName: root.icons[index]
                text: root.names[index]
                checked: root.hand.figure === modelData
                onClicked: root.hand.figure = modelData
            }
        }
    }
    Swatches {
        colors: Inks.pens()
        current: root.hand.color
        dark: root.dark
        onPicked: color => root.hand.penColor = color
    }
    Row {
        spacing: Space.m

        Switch {
            text: qsTr("Fill figures")
            on: root.hand.fillShapes
            onPicked: on => root.hand.fillShapes = on
        }
        Label {
            height: Space.touch
            verticalAlignment: Text.AlignVCenter
            text: qsTr("Fill figures")
        }
    }
}
