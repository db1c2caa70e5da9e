import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// Nobody else is here yet: how others come in, read from the far end of the table.
Item {
    id: root

    SelfView {
        x: parent.width - width - Space.s
        y: parent.height - height - Space.s
        width: Space.mm(240)
        height: Space.mm(135)
    }
    ColumnLayout {
        anchors.centerIn: parent
        anchors.verticalCenterOffset: -Space.mm(50)
        width: Math.min(parent.width - Space.edge * 2, Space.mm(1100))
        spacing: Space.l

        Label {
            Layout.fillWidth: true
            text: qsTr("Nobody else is here yet")
            color: Color.barInk
            font.pixelSize: Type.headline
            font.bold: true
            horizontalAlignment: Text.AlignHCenter
        }
        InviteFacts {
            Layout.alignment: Qt.AlignHCenter
            Layout.maximumWidth: parent.width
            visible: Meeting.number !== ""
            ink: Color.barInk
            quiet: Color.barQuiet
        }
    }
}
