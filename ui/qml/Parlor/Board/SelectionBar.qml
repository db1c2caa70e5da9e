import QtQuick
import Parlor.Canvas
import Parlor.Controls
import Parlor.Glass
import Parlor.Theme

// What can be done with what is selected, beside it and never over it while there is room.
Bar {
    id: root

    required property BoardCanvas canvas
    property string options: ""

    readonly property rect at: root.canvas.selectionRect
    readonly property bool canEdit: root.canvas.selectionCount === 1 && ["text", "note"].includes(root.canvas.selectionKinds[0] ?? "")
    readonly property bool isAbove: root.at.top - height - Space.xl > Space.mm(70)

    visible: root.canvas.selectionCount > 0 && root.at.width > 0 && !root.canvas.editing
    width: row.width + Space.s * 2
    height: Space.touch + Space.s * 2
    x: Math.max(Space.edge, Math.min(parent.width - width - Space.edge, root.at.x + (root.at.width - width) / 2))
    y: root.isAbove ? root.at.top - height - Space.xl : Math.min(root.at.bottom + Space.xl, parent.height - height - Space.mm(130))

    onVisibleChanged: root.options = ""

    Row {
        id: row

        anchors.centerIn: parent
        spacing: Space.s

        ToolButton {
            visible: root.canEdit
            iconName: "pencil"
            text: qsTr("Edit the text")
            onClicked: root.canvas.editSelection()
        }
        ToolButton {
            iconName: "palette"
            text: qsTr("Colour")
            checked: root.options === "colour"
            onClicked: root.options = root.options === "colour" ? "" : "colour"
        }
        ToolButton {
            iconName: "copy"
            text: qsTr("Duplicate")
            onClicked: root.canvas.duplicateSelection()
        }
        ToolButton {
            iconName: "layers"
            text: qsTr("Order")
            checked: root.options === "order"
            onClicked: root.options = root.options === "order" ? "" : "order"
        }
        ToolButton {
            visible: root.canvas.selectionCount > 1 || root.canvas.selectionGrouped
            iconName: root.canvas.selectionGrouped ? "ungroup" : "group"
            text: root.canvas.selectionGrouped ? qsTr("Ungroup") : qsTr("Group")
            onClicked: {
                if (root.canvas.selectionGrouped)
                    root.canvas.ungroupSelection();
                else
                    root.canvas.groupSelection();
            }
        }
        ToolButton {
            iconName: root.canvas.selectionLocked ? "lock-open" : "lock"
            text: root.canvas.selectionLocked ? qsTr("Unlock") : qsTr("Lock")
            onClicked: root.canvas.lockSelection(!root.canvas.selectionLocked)
        }
        ToolButton {
            iconName: "trash-2"
            text: qsTr("Delete")
            enabled: !root.canvas.selectionLocked
            onClicked: root.canvas.deleteSelection()
        }
    }
    Bar {
        visible: root.options !== ""
        x: Math.round((root.width - width) / 2)
        y: root.isAbove && root.at.top - height - root.height - Space.xl < 0 ? root.height + Space.s : root.isAbove ? -height - Space.s : root.height + Space.s
        width: (root.options === "colour" ? colours.width : order.width) + Space.m * 2
        height: (root.options === "colour" ? colours.height : order.height) + Space.m * 2

        Swatches {
            id: colours

            anchors.centerIn: parent
            visible: root.options === "colour"
            colors: root.canvas.selectionKinds.length === 1 && root.canvas.selectionKinds[0] === "note" ? Inks.notes() : Inks.pens()
            current: "transparent"
            dark: root.canvas.dark
            onPicked: color => root.canvas.recolourSelection(color)
        }
        OrderVerbs {
            id: order

            anchors.centerIn: parent
            visible: root.options === "order"
            canvas: root.canvas
        }
    }
}
