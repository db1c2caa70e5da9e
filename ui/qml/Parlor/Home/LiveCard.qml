import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// Who casts while the home page is in view, and the way back to them.
Rectangle {
    id: root

    implicitHeight: Space.verb + Space.s * 2
    radius: Space.cardRadius
    color: Color.accentGround

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Space.m
        anchors.rightMargin: Space.s
        spacing: Space.m

        Icon {
            name: "monitor-up"
            size: Type.lead
            color: Color.accentGroundInk
        }
        Label {
            Layout.fillWidth: true
            text: Words.areCasting(Casts.names)
            color: Color.accentGroundInk
            font.bold: true
            maximumLineCount: 2
            elide: Text.ElideRight
        }
        Button {
            isPrimary: true
            size: Space.verb
            iconName: "maximize-2"
            text: qsTr("Show")
            onClicked: Pages.open("cast")
        }
    }
}
