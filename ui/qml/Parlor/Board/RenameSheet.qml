import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// Gives a board a name.
Sheet {
    id: root

    required property string boardId
    required property string name

    function keep(): void {
        Boards.rename(root.boardId, field.text);
        root.closed();
    }

    title: qsTr("Name of the board")
    isAtTop: true
    cardWidth: Space.mm(640)

    Component.onCompleted: field.forceActiveFocus()

    RowLayout {
        Layout.fillWidth: true
        spacing: Space.m

        TextField {
            id: field

            Layout.fillWidth: true
            name: qsTr("Name of the board")
            text: root.name
            maximumLength: 80
            onAccepted: root.keep()
        }
        Button {
            isPrimary: true
            text: qsTr("Save")
            onClicked: root.keep()
        }
    }
}
