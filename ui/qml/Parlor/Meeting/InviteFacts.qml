import QtQuick
import QtQuick.Layouts
import Parlor.Board
import Parlor.Controls
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// Number, passcode and code of the conference.
RowLayout {
    id: root

    property color ink: Color.text
    property color quiet: Color.quiet

    spacing: Space.xl

    ColumnLayout {
        Layout.alignment: Qt.AlignVCenter
        spacing: Space.xs

        Label {
            text: qsTr("Meeting number")
            color: root.quiet
        }
        Label {
            text: CallWords.grouped(Meeting.number)
            color: root.ink
            font.pixelSize: Type.code
            font.bold: true
            wrapMode: Text.NoWrap
        }
        Label {
            visible: Meeting.passcode !== ""
            text: qsTr("Passcode")
            color: root.quiet
        }
        Label {
            visible: Meeting.passcode !== ""
            text: Meeting.passcode
            color: root.ink
            font.pixelSize: Type.headline
            font.bold: true
            wrapMode: Text.NoWrap
        }
        Label {
            Layout.maximumWidth: Space.mm(560)
            Layout.topMargin: Space.s
            text: Meeting.inviteUrl !== "" ? qsTr("Open the camera of a phone and point it at the code, or enter the number at %1").arg(Access.address) : qsTr("%1 holds this meeting").arg(Conference.hostName)
            color: root.quiet
            font.pixelSize: Type.caption
        }
    }
    LinkCode {
        Layout.preferredWidth: Space.mm(250)
        Layout.preferredHeight: Space.mm(250)
        visible: Meeting.inviteUrl !== ""
        url: Meeting.inviteUrl
        Accessible.name: qsTr("QR code that leads into the meeting")
    }
}
