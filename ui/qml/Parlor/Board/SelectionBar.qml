import QtQuick
import Parlor.Canvas
import Parlor.Controls
import Parlor.Glass
import Parlor.Theme

// What can be done with what one person has selected, beside it and never over it while there is room.
Bar {
    id: root

    required property BoardCanvas canvas
    required property SelectionFace selection
    property string options: ""

    readonly property rect at: root.selection.rect
    readonly property bool canEdit: root.selection.count === 1 && ["text", "note"].includes(root.selection.kinds[0] ?? "")
    readonly property bool isLettered: root.selection.kinds.length > 0 && root.selection.kinds.every(kind => kind === "text" || kind === "note")
    readonly property Item shown: root.options === "colour" ? colours : root.options === "size" ? letters : order
    readonly property bool isAbove: root.at.top - height - Space.xl > Space.mm(70)

    visible: root.selection.count > 0 && root.at.width > 0 && !root.canvas.editing
    width: row.width + Space.s * 2
    height: Space.touch + Space.s * 2
    x: Math.max(Space.edge, Math.min(parent.width - width - Space.edge, root.at.x + (root.at.width - width) / 2))
    y: root.isAbove ? root.at.top - height - Space.xl : Math.min(root.at.bottom + Space.xl, parent.height - height - Space.mm(130))

    onVisibleChanged: root.options = ""
    onIsLetteredChanged: root.options = ""

    Row {
        id: row

        anchors.centerIn: parent
        spacing: Space.s

        ToolButton {
            visible: root.canEdit
            iconName: "pencil"
            text: qsTr("Edit the text")
            onClicked: root.selection.write()
        }
        ToolButton {
            iconName: "palette"
            text: qsTr("Colour")
            checked: root.options === "colour"
            onClicked: root.options = root.options === "colour" ? "" : "colour"
        }
        ToolButton {
            visible: root.isLettered
            iconName: "a-large-small"
            text: qsTr("Size of the letters")
            enabled: !root.selection.locked
            checked: root.options === "size"
            onClicked: root.options = root.options === "size" ? "" : "size"
        }
        ToolButton {
            iconName: "copy"
            text: qsTr("Duplicate")
            onClicked: root.selection.duplicate()
        }
        ToolButton {
            iconName: "layers"
            text: qsTr("Order")
            checked: root.options === "order"
            onClicked: root.options = root.options === "order" ? "" : "order"
        }
        ToolButton {
            visible: root.selection.count > 1 || root.selection.grouped
            iconName: root.selection.grouped ? "ungroup" : "group"
            text: root.selection.grouped ? qsTr("Ungroup") : qsTr("Group")
            onClicked: {
                if (root.selection.grouped)
                    root.selection.ungroup();
                else
                    root.selection.group();
            }
        }
        ToolButton {
            iconName: root.selection.locked ? "lock-open" : "lock"
            text: root.selection.locked ? qsTr("Unlock") : qsTr("Lock")
            onClicked: root.selection.lock(!root.selection.locked)
        }
        ToolButton {
            iconName: "trash-2"
            text: qsTr("Delete")
            enabled: !root.selection.locked
            onClicked: root.selection.remove()
        }
    }
    Bar {
        visible: root.options !== ""
        x: Math.round((root.width - width) / 2)
        y: root.isAbove && root.at.top - height - root.height - Space.xl < 0 ? root.height + Space.s : root.isAbove ? -height - Space.s : root.height + Space.s
        width: root.shown.width + Space.m * 2
        height: root.shown.height + Space.m * 2

        Swatches {
            id: colours

            anchors.centerIn: parent
            visible: root.options === "colour"
            colors: root.selection.kinds.length === 1 && root.selection.kinds[0] === "note" ? Inks.notes() : Inks.pens()
            current: "transparent"
            dark: root.canvas.dark
            onPicked: color => root.selection.recolour(color)
        }
        LetterChoice {
            id: letters

            anchors.centerIn: parent
            visible: root.options === "size"
            current: root.selection.textSize
            onPicked: size => root.selection.resizeText(size)
        }
        OrderVerbs {
            id: order

            anchors.centerIn: parent
            visible: root.options === "order"
            selection: root.selection
        }
    }
}
