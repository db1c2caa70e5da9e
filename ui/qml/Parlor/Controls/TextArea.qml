import QtQuick
import QtQuick.Templates as T
import Parlor.Theme

// Several lines of text, typed on the glass.
T.TextArea {
    id: root

    required property string name

    implicitWidth: Math.max(Space.mm(60), contentWidth + leftPadding + rightPadding)
    implicitHeight: Math.max(Space.mm(24), contentHeight + topPadding + bottomPadding)
    font.pixelSize: Type.body
    color: Color.text
    selectionColor: Color.accent
    selectedTextColor: Color.accentInk
    textFormat: TextEdit.PlainText
    wrapMode: TextEdit.Wrap

    Accessible.role: Accessible.EditableText
    Accessible.name: root.name
}
