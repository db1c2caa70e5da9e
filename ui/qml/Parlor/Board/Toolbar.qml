pragma ComponentBehavior: Bound

import QtQuick
import Parlor.Canvas
import Parlor.Controls
import Parlor.Glass
import Parlor.Theme

// One person's tools. A tool with a choice opens it above or beside the bar; the next stroke closes it.
Item {
    id: root

    required property Hand hand
    required property BoardCanvas canvas
    property bool isVertical: false
    property bool isOnRight: false
    property bool isHidden: false
    property string options: ""

    readonly property list<string> tools: ["pen", "highlighter", "eraser", "lasso", "shape", "text", "note", "laser", "pan"]
    readonly property list<string> icons: ["pen-line", "highlighter", "eraser", "lasso", "shapes", "type", "sticky-note", "sparkles", "hand"]
    readonly property list<string> names: [qsTr("Pen"), qsTr("Highlighter"), qsTr("Eraser"), qsTr("Select"), qsTr("Figures"), qsTr("Text"), qsTr("Note"), qsTr("Pointer"), qsTr("Move the board")]

    // what is begun is finished; nothing new begins
    readonly property bool isLookOnly: root.canvas.lookOnly

    signal insertAsked

    function isTaken(tool: string): bool {
        return root.hand.tool === tool || (tool === "eraser" && root.hand.isErasing) || (tool === "laser" && root.hand.isPointing);
    }
    function take(tool: string): void {
        if (!root.isTaken(tool))
            root.hand.take(tool);
        root.options = tool !== "lasso" && tool !== "pan" && root.options !== tool ? tool : "";
    }
    function mark(tool: string): color {
        switch (tool) {
        case "pen":
            return Inks.shown(root.hand.penColor, root.canvas.dark);
        case "highlighter":
            return root.hand.highlighterColor;
        case "note":
            return root.hand.noteColor;
        default:
            return "#00000000";
        }
    }

    implicitWidth: bar.width
    implicitHeight: bar.height

    onIsLookOnlyChanged: root.options = ""

    Connections {
        target: root.canvas
        function onTouched(): void {
            root.options = "";
        }
    }
    Bar {
        id: bar

        visible: !root.isHidden
        width: grid.width + Space.s * 2
        height: grid.height + Space.s * 2

        Grid {
            id: grid

            anchors.centerIn: parent
            flow: root.isVertical ? Grid.TopToBottom : Grid.LeftToRight
            rows: root.isVertical ? 99 : 1
            columns: root.isVertical ? 1 : 99
            spacing: Space.s

            Repeater {
                model: root.tools

                ToolButton {
                    required property string modelData
                    required property int index

                    isChoice: true
                    iconName: root.icons[index]
                    text: root.names[index]
                    mark: root.mark(modelData)
                    enabled: !root.isLookOnly || modelData === "pan"
                    checked: root.isTaken(modelData)
                    onClicked: root.take(modelData)
                }
            }
            ToolButton {
                visible: !root.isVertical
                iconName: "image-plus"
                text: qsTr("Insert a picture")
                enabled: !root.isLookOnly
                onClicked: root.insertAsked()
            }
            ToolButton {
                iconName: "undo-2"
                text: qsTr("Undo")
                enabled: root.hand.canUndo
                onClicked: root.hand.undo()
            }
            ToolButton {
                iconName: "redo-2"
                text: qsTr("Redo")
                enabled: root.hand.canRedo
                onClicked: root.hand.redo()
            }
            ToolButton {
                iconName: root.isVertical ? (root.isOnRight ? "chevron-right" : "chevron-left") : "chevron-down"
                text: qsTr("Hide the tools")
                tone: Color.quiet
                onClicked: {
                    root.options = "";
                    root.isHidden = true;
                }
            }
        }
    }
    ToolHandle {
        visible: root.isHidden
        x: root.isVertical ? (root.isOnRight ? root.width - width : 0) : Math.round((root.width - width) / 2)
        y: root.isVertical ? Math.round((root.height - height) / 2) : root.height - height
        iconName: root.isVertical ? (root.isOnRight ? "chevron-left" : "chevron-right") : "chevron-up"
        text: qsTr("Show the tools")
        onClicked: root.isHidden = false
    }
    ToolOptions {
        visible: root.options !== "" && !root.isHidden
        x: root.isVertical ? (root.isOnRight ? -width - Space.s : bar.width + Space.s) : Math.round((root.width - width) / 2)
        y: root.isVertical ? Math.round((root.height - height) / 2) : -height - Space.s
        hand: root.hand
        canvas: root.canvas
        shown: root.options
        onDone: root.options = ""
    }
}
