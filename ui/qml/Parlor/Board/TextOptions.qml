import QtQuick
import Parlor.Glass
import Parlor.Theme

// Colour of text, or of a note's card, and the size of the letters.
Column {
    id: root

    required property Hand hand
    required property bool dark

    readonly property bool isNote: root.hand.tool === "note"

    spacing: Space.m

    Swatches {
        colors: root.isNote ? Inks.notes() : Inks.pens()
        current: root.isNote ? root.hand.noteColor : root.hand.color
        dark: root.dark
        isInk: !root.isNote
        onPicked: color => {
            if (root.isNote)
                root.hand.noteColor = color;
            else
                root.hand.penColor = color;
        }
    }
    LetterChoice {
        current: root.hand.textSize
        onPicked: size => root.hand.textSize = size
    }
}
