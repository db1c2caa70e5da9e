import QtQuick
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// What is done with the board as a whole.
Bar {
    id: root

    property string open: ""

    signal asked(string what)

    width: row.width + Space.s * 2
    height: Space.touch + Space.s * 2

    Row {
        id: row

        anchors.centerIn: parent
        spacing: Space.s

        ToolButton {
            id: guests

            iconName: "users"
            text: Boards.guestCount === 0 ? qsTr("Guests") : qsTr("Guests: %1").arg(Boards.guestCount)
            onClicked: root.asked("guests")

            Rectangle {
                visible: Boards.guestCount > 0
                anchors.right: parent.right
                anchors.top: parent.top
                width: Math.max(height, count.implicitWidth + Space.xs * 2)
                height: Space.mm(14)
                radius: height / 2
                color: Color.accent

                Text {
                    id: count

                    anchors.centerIn: parent
                    text: Boards.guestCount
                    color: Color.accentInk
                    font.pixelSize: Space.mm(11)
                    font.bold: true
                    Accessible.ignored: true
                }
            }
        }
        ToolButton {
            iconName: "download"
            text: qsTr("Take away")
            onClicked: root.asked("takeAway")
        }
        ToolButton {
            iconName: "layout-grid"
            text: qsTr("All boards")
            onClicked: root.asked("gallery")
        }
        ToolButton {
            iconName: "ellipsis"
            text: qsTr("More")
            checked: root.open === "more"
            onClicked: root.asked(root.open === "more" ? "" : "more")
        }
    }
}
