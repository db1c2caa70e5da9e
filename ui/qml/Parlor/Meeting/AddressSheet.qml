import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// Joins by whatever was written down: a link, a SIP address, or a number.
Sheet {
    id: root

    property string trouble: ""

    function join(): void {
        root.trouble = "";
        if (field.text.trim() === "")
            root.trouble = qsTr("Type the link or the address first.");
        else
            Meeting.joinAddress(field.text.trim(), "");
    }

    title: qsTr("Join by link or address")
    isAtTop: true
    cardWidth: Space.mm(1000)

    Component.onCompleted: field.forceActiveFocus()

    Connections {
        target: Meeting
        function onJoinRefused(code: string): void {
            root.trouble = Words.refusal(code);
        }
        function onBegun(): void {
            root.closed();
        }
    }
    Label {
        Layout.fillWidth: true
        text: qsTr("The link of an invitation, the SIP address of a room, or a number")
        color: Color.quiet
        font.pixelSize: Type.caption
    }
    RowLayout {
        Layout.fillWidth: true
        spacing: Space.m

        TextField {
            id: field

            Layout.fillWidth: true
            name: qsTr("Link or address")
            maximumLength: 2048
            inputMethodHints: Qt.ImhUrlCharactersOnly | Qt.ImhNoAutoUppercase
            onTextEdited: root.trouble = ""
            onAccepted: root.join()
        }
        Button {
            isPrimary: true
            iconName: "video"
            text: qsTr("Join")
            onClicked: root.join()
        }
    }
    Label {
        Layout.fillWidth: true
        visible: text !== ""
        text: root.trouble
        color: Color.amberInk
        font.bold: true
        Accessible.role: Accessible.AlertMessage
    }
}
