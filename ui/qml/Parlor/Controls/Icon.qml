import QtQuick
import Parlor.Glass
import Parlor.Theme

// An ornament: what it means is said in words beside it or in its button's name.
Text {
    id: root

    required property string name
    property int size: Type.lead

    text: Icons.glyph(root.name)
    font.family: Icons.family
    font.pixelSize: root.size
    color: Color.text
    horizontalAlignment: Text.AlignHCenter
    verticalAlignment: Text.AlignVCenter
    textFormat: Text.PlainText

    Accessible.ignored: true
}
