import QtQuick
import QtQuick.Templates as T
import Parlor.Theme

// A line of text, typed on the glass.
T.TextField {
    id: root

    required property string name

    implicitWidth: Space.mm(300)
    implicitHeight: Space.touch + Space.xs * 2
    leftPadding: Space.m
    rightPadding: Space.m
    verticalAlignment: TextInput.AlignVCenter
    font.pixelSize: Type.body
    color: Color.text
    selectionColor: Color.accent
    selectedTextColor: Color.accentInk
    placeholderTextColor: Color.quiet

    Accessible.role: Accessible.EditableText
    Accessible.name: root.name

    Text {
        x: root.leftPadding
        width: root.width - root.leftPadding - root.rightPadding
        anchors.verticalCenter: parent.verticalCenter
        visible: root.text === "" && root.preeditText === ""
        text: root.placeholderText
        font: root.font
        color: root.placeholderTextColor
        elide: Text.ElideRight
        textFormat: Text.PlainText
        Accessible.ignored: true
    }
    background: Rectangle {
        radius: Space.radius
        color: Color.inset
        border.width: root.activeFocus ? Space.mm(2) : 0
        border.color: Color.accent
    }
}
