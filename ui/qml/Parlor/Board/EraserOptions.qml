import QtQuick
import Parlor.Canvas
import Parlor.Controls
import Parlor.Theme

// What the eraser takes, how wide it is, and the way to take everything.
Column {
    id: root

    required property Hand hand
    required property BoardCanvas canvas

    signal done

    spacing: Space.m

    Segmented {
        values: ["eraser", "areaEraser"]
        labels: [qsTr("Whole strokes"), qsTr("Parts")]
        value: root.hand.tool
        onPicked: value => root.hand.take(value)
    }
    WidthChoice {
        widths: [20, 40, 80, 140]
        names: [qsTr("Thin"), qsTr("Medium"), qsTr("Thick"), qsTr("Very thick")]
        current: root.hand.eraserWidth
        onPicked: width => root.hand.eraserWidth = width
    }
    Button {
        iconName: "trash-2"
        text: qsTr("Clear page")
        onClicked: {
            root.canvas.clearPage();
            root.done();
        }
    }
}
