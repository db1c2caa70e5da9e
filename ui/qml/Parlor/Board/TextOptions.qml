import QtQuick
import Parlor.Glass

// Colour of text, or of a note's card.
Swatches {
    id: root

    required property Hand hand

    readonly property bool isNote: root.hand.tool === "note"

    colors: root.isNote ? Inks.notes() : Inks.pens()
    current: root.isNote ? root.hand.noteColor : root.hand.color
    isInk: !root.isNote
    onPicked: color => {
        if (root.isNote)
            root.hand.noteColor = color;
        else
            root.hand.penColor = color;
    }
}
