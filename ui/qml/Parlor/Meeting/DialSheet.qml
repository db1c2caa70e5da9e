import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// Calls somebody by SIP into the meeting.
CallSheet {
    id: root

    function dial(): void {
        if (field.text.trim() === "")
            return;
        Conference.dial(field.text.trim());
        root.closed();
    }

    title: qsTr("Call somebody")
    isAtTop: true

    Component.onCompleted: field.forceActiveFocus()

    Label {
        Layout.fillWidth: true
        text: qsTr("The SIP address of a phone or a room, as sip:anna@example.org")
        color: Color.quiet
        font.pixelSize: Type.caption
    }
    RowLayout {
        Layout.fillWidth: true
        spacing: Space.m

        TextField {
            id: field

            Layout.fillWidth: true
            name: qsTr("SIP address")
            maximumLength: 2048
            inputMethodHints: Qt.ImhUrlCharactersOnly | Qt.ImhNoAutoUppercase
            onAccepted: root.dial()
        }
        Button {
            isPrimary: true
            iconName: "phone-call"
            text: qsTr("Call")
            onClicked: root.dial()
        }
    }
}
