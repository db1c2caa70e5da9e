import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// Two rooms on one board: this one joins by the other's link.
Sheet {
    id: root

    readonly property bool isShared: Boards.peer !== ""

    function join(): void {
        Boards.joinPeer(field.text);
        root.closed();
    }

    title: qsTr("Share with another room")
    isAtTop: true
    cardWidth: Space.mm(760)

    Component.onCompleted: if (!root.isShared)
        field.forceActiveFocus()

    Label {
        Layout.fillWidth: true
        text: root.isShared ? qsTr("This board is on the other room's glass as well. Left, both rooms keep what is on it.") : qsTr("Type the link that the other room's board shows to its guests.")
        color: Color.quiet
    }
    RowLayout {
        visible: !root.isShared
        spacing: Space.m

        TextField {
            id: field

            Layout.fillWidth: true
            name: qsTr("Link of the other room's board")
            placeholderText: "https://"
            inputMethodHints: Qt.ImhUrlCharactersOnly | Qt.ImhNoAutoUppercase
            onAccepted: root.join()
        }
        Button {
            isPrimary: true
            text: qsTr("Join")
            enabled: field.text.trim() !== ""
            onClicked: root.join()
        }
    }
    Button {
        visible: root.isShared
        iconName: "unlink"
        text: qsTr("Leave the other room")
        onClicked: {
            Boards.leavePeer();
            root.closed();
        }
    }
}
