pragma ComponentBehavior: Bound

import QtQuick
import Parlor.Canvas
import Parlor.Controls
import Parlor.Theme

// The few tools that notes over a picture need, and what becomes of them.
Bar {
    id: root

    required property Hand hand
    required property BoardCanvas canvas
    required property bool isFrozen
    required property bool canKeep

    readonly property list<color> colors: ["#d32f2f", "#1976d2", "#388e3c", "#ffeb3b", "#ffffff", "#1a1a1a"]

    signal frozenAsked(bool frozen)
    signal kept
    signal discarded

    width: row.width + Space.m * 2
    height: Space.touch + Space.s * 2

    Row {
        id: row

        anchors.centerIn: parent
        spacing: Space.s

        ToolButton {
            isChoice: true
            iconName: "pen-line"
            text: qsTr("Pen")
            enabled: !root.canvas.lookOnly
            checked: root.hand.tool === "pen"
            onClicked: root.hand.take("pen")
        }
        ToolButton {
            isChoice: true
            iconName: "eraser"
            text: qsTr("Eraser")
            enabled: !root.canvas.lookOnly
            checked: root.hand.tool === "eraser"
            onClicked: root.hand.take("eraser")
        }
        Swatches {
            anchors.verticalCenter: parent.verticalCenter
            columns: 6
            colors: root.colors
            current: root.hand.penColor
            isInk: false
            onPicked: color => {
                root.hand.penColor = color;
                root.hand.take("pen");
            }
        }
        ToolButton {
            iconName: "undo-2"
            text: qsTr("Undo")
            enabled: root.hand.canUndo
            onClicked: root.hand.undo()
        }
        ToolButton {
            iconName: "trash-2"
            text: qsTr("Clear the ink")
            enabled: !root.canvas.lookOnly
            onClicked: root.canvas.clearPage()
        }
        Button {
            iconName: root.isFrozen ? "play" : "snowflake"
            text: root.isFrozen ? qsTr("Live again") : qsTr("Freeze")
            onClicked: root.frozenAsked(!root.isFrozen)
        }
        Button {
            iconName: "x"
            text: qsTr("Discard")
            onClicked: root.discarded()
        }
        Button {
            isPrimary: true
            iconName: "check"
            text: qsTr("Keep")
            enabled: root.canKeep
            onClicked: root.kept()
        }
    }
}
