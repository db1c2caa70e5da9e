import QtQuick
import Parlor.Controls
import Parlor.Glass
import Parlor.Theme

// Colour and width of pen or highlighter.
Column {
    id: root

    required property Hand hand
    required property bool dark

    readonly property bool isHighlighter: root.hand.tool === "highlighter"

    spacing: Space.m

    Swatches {
        colors: root.isHighlighter ? Inks.highlighters() : Inks.pens()
        current: root.hand.color
        dark: root.dark
        onPicked: color => {
            if (root.isHighlighter)
                root.hand.highlighterColor = color;
            else
                root.hand.penColor = color;
        }
    }
    WidthChoice {
        widths: root.isHighlighter ? [14, 24, 40, 64] : [2, 4, 8, 16]
        names: [qsTr("Thin"), qsTr("Medium"), qsTr("Thick"), qsTr("Very thick")]
        current: root.hand.width
        onPicked: width => {
            if (root.isHighlighter)
                root.hand.highlighterWidth = width;
            else
                root.hand.penWidth = width;
        }
    }
    Row {
        visible: !root.isHighlighter
        spacing: Space.m

        Switch {
            text: qsTr("Held still, a stroke becomes a figure")
            on: root.hand.snapShapes
            onPicked: on => root.hand.snapShapes = on
        }
        Label {
            height: Space.touch
            verticalAlignment: Text.AlignVCenter
            text: qsTr("Hold for a figure")
            font.pixelSize: Type.caption
            wrapMode: Text.NoWrap
        }
    }
}
