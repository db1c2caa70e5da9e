import QtQuick
import Parlor.Canvas as Canvas
import Parlor.Glass

// What one person draws with: each kind of ink keeps its own colour and width. Tools are taken by `take`.
Canvas.Palette {
    id: root

    property color penColor: Inks.pens()[0]
    property real penWidth: 4
    property color highlighterColor: Inks.highlighters()[0]
    property real highlighterWidth: 24

    readonly property bool isPointing: root.tool === "laser" || root.tool === "vanishing"
    readonly property bool isErasing: root.tool === "eraser" || root.tool === "areaEraser"

    function take(tool: string): void {
        root.tool = tool;
        root.fill();
    }
    // all of a palette's properties tell of a change together, so that bindings between them would never come to rest
    function fill(): void {
        const isHighlighter = root.tool === "highlighter";
        root.color = isHighlighter ? root.highlighterColor : root.tool === "laser" ? "#e53935" : root.penColor;
        root.width = isHighlighter ? root.highlighterWidth : root.penWidth;
    }

    onPenColorChanged: root.fill()
    onPenWidthChanged: root.fill()
    onHighlighterColorChanged: root.fill()
    onHighlighterWidthChanged: root.fill()

    Component.onCompleted: {
        root.noteColor = Inks.notes()[0];
        root.fill();
    }
}
