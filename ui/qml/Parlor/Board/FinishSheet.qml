import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// Clears the glass for the next people.
Sheet {
    id: root

    title: qsTr("Finish and clear the glass?")
    cardWidth: Space.mm(640)

    Label {
        Layout.fillWidth: true
        text: qsTr("Guests leave, links and downloads end. The board stays among all boards.")
        color: Color.quiet
    }
    RowLayout {
        Layout.fillWidth: true
        spacing: Space.m

        Item {
            Layout.fillWidth: true
        }
        Button {
            text: qsTr("Cancel")
            onClicked: root.closed()
        }
        Button {
            isPrimary: true
            iconName: "log-out"
            text: qsTr("Finish")
            onClicked: Boards.finish()
        }
    }
}
