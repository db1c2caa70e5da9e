pragma ComponentBehavior: Bound

import QtQuick
import Parlor.Canvas
import Parlor.Controls
import Parlor.Theme

// The choices of the tool in hand.
Bar {
    id: root

    required property Hand hand
    required property BoardCanvas canvas
    required property string shown

    signal done

    width: choice.implicitWidth + Space.m * 2
    height: choice.implicitHeight + Space.m * 2

    Loader {
        id: choice

        anchors.centerIn: parent
        sourceComponent: {
            switch (root.shown) {
            case "pen":
            case "highlighter":
                return ink;
            case "eraser":
                return eraser;
            case "shape":
                return figure;
            case "text":
            case "note":
                return lettering;
            case "laser":
                return pointer;
            default:
                return null;
            }
        }
    }
    Component {
        id: ink

        InkOptions {
            hand: root.hand
            dark: root.canvas.dark
        }
    }
    Component {
        id: eraser

        EraserOptions {
            hand: root.hand
            canvas: root.canvas
            onDone: root.done()
        }
    }
    Component {
        id: figure

        ShapeOptions {
            hand: root.hand
            dark: root.canvas.dark
        }
    }
    Component {
        id: lettering

        TextOptions {
            hand: root.hand
            dark: root.canvas.dark
        }
    }
    Component {
        id: pointer

        PointerOptions {
            hand: root.hand
        }
    }
}
