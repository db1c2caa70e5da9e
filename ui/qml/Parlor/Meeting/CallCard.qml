import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Theme

// A question at the top of the glass that asks for one of two answers, or for the only one there is.
Card {
    id: root

    required property string words
    required property string iconName
    required property string yes
    property string no: ""

    signal accepted
    signal declined

    implicitHeight: Math.max(label.implicitHeight + Space.s * 2, Space.verb + Space.s * 2)
    border.width: Space.line
    border.color: Color.outline

    Accessible.role: Accessible.AlertMessage
    Accessible.name: root.words

    MouseArea {
        anchors.fill: parent
    }
    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Space.m
        anchors.rightMargin: Space.m
        spacing: Space.m

        IconDisc {
            implicitWidth: Space.mm(44)
            name: root.iconName
            color: Color.accentGround
            tone: Color.accentGroundInk
        }
        Label {
            id: label

            Layout.fillWidth: true
            text: root.words
            font.bold: true
            maximumLineCount: 2
            elide: Text.ElideRight
            Accessible.ignored: true
        }
        Button {
            visible: root.no !== ""
            size: Space.verb
            text: root.no
            Accessible.description: root.words
            onClicked: root.declined()
        }
        Button {
            isPrimary: true
            size: Space.verb
            text: root.yes
            Accessible.description: root.words
            onClicked: root.accepted()
        }
    }
}
