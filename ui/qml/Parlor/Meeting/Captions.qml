import QtQuick
import Parlor.Controls
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// What is being said, as it is written down; it goes away by itself.
Rectangle {
    id: root

    property string speaker: ""
    property string text: ""

    visible: rest.running
    height: line.implicitHeight + Space.s * 2
    radius: Space.radius
    color: Color.bar

    Connections {
        target: Chat
        function onCaptioned(name: string, text: string): void {
            root.speaker = CallWords.person(name);
            root.text = text;
            rest.restart();
        }
    }
    Timer {
        id: rest

        interval: 6000
    }
    Label {
        id: line

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: Space.m
        anchors.verticalCenter: parent.verticalCenter
        text: qsTr("%1: %2").arg(root.speaker).arg(root.text)
        color: Color.barInk
        font.pixelSize: Type.lead
        horizontalAlignment: Text.AlignHCenter
        maximumLineCount: 3
        elide: Text.ElideRight
    }
}
