import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// Somebody wants to show their screen, and the room asks first.
Card {
    id: root

    required property string id
    required property string name

    implicitHeight: Math.max(words.implicitHeight + Space.s * 2, Space.verb + Space.s * 2)
    border.width: Space.line
    border.color: Color.outline

    Accessible.role: Accessible.AlertMessage
    Accessible.name: words.text

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
            name: "monitor-up"
            color: Color.accentGround
            tone: Color.accentGroundInk
        }
        Label {
            id: words

            Layout.fillWidth: true
            text: root.name === "" ? qsTr("A guest wants to show their screen") : qsTr("%1 wants to show their screen").arg(root.name)
            font.bold: true
            maximumLineCount: 2
            elide: Text.ElideRight
            Accessible.ignored: true
        }
        Button {
            size: Space.verb
            iconName: "x"
            text: qsTr("Decline")
            Accessible.description: words.text
            onClicked: Casts.stop(root.id)
        }
        Button {
            isPrimary: true
            size: Space.verb
            iconName: "check"
            text: qsTr("Show")
            Accessible.description: words.text
            onClicked: Casts.admit(root.id)
        }
    }
}
