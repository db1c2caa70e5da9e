import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// A meeting of this room's own.
Card {
    id: root

    ColumnLayout {
        anchors.centerIn: parent
        width: parent.width - Space.xl * 2
        spacing: Space.m

        IconDisc {
            Layout.alignment: Qt.AlignHCenter
            Layout.bottomMargin: Space.m
            implicitWidth: Space.mm(100)
            name: "users"
            color: Color.greenGround
            tone: Color.greenInk
        }
        Label {
            Layout.fillWidth: true
            text: qsTr("Start a meeting")
            font.pixelSize: Type.title
            font.bold: true
            horizontalAlignment: Text.AlignHCenter
        }
        Label {
            Layout.fillWidth: true
            text: qsTr("Others come in by a number, a link or the code on this screen, from other rooms and from any browser.")
            color: Color.quiet
            horizontalAlignment: Text.AlignHCenter
        }
        Button {
            Layout.alignment: Qt.AlignHCenter
            Layout.topMargin: Space.l
            isPrimary: true
            size: Space.verb
            iconName: "video"
            text: qsTr("Start now")
            onClicked: Meeting.startConference("")
        }
    }
}
