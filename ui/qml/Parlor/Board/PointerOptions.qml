import QtQuick
import Parlor.Controls
import Parlor.Theme

// To point at something without leaving ink.
Column {
    id: root

    required property Hand hand

    spacing: Space.s

    Segmented {
        values: ["laser", "vanishing"]
        labels: [qsTr("Laser pointer"), qsTr("Vanishing ink")]
        value: root.hand.tool
        onPicked: value => root.hand.take(value)
    }
    Label {
        width: parent.width
        text: root.hand.tool === "laser" ? qsTr("A trail that is gone after a second") : qsTr("Ink that fades after three seconds")
        color: Color.quiet
        font.pixelSize: Type.caption
    }
}
