import QtQuick
import Parlor.Theme

// Every word on the glass.
Text {
    color: Color.text
    font.pixelSize: Type.body
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
    lineHeight: 1.08

    Accessible.role: Accessible.StaticText
    Accessible.name: text
}
