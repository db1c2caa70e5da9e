pragma ComponentBehavior: Bound

import QtQuick
import Parlor.Controls
import Parlor.Flow
import Parlor.Glass
import Parlor.Theme

// The colours of a kind of ink.
Grid {
    id: root

    required property var colors
    required property color current
    property bool dark: false
    property bool isInk: true

    signal picked(color color)

    columns: 5
    spacing: Space.s

    Repeater {
        model: root.colors

        Swatch {
            required property color modelData
            required property int index

            text: BoardWords.colour(String(modelData))
            color: root.isInk ? Inks.shown(modelData, root.dark) : modelData
            checked: Qt.colorEqual(root.current, modelData)
            onClicked: root.picked(modelData)
        }
    }
}
