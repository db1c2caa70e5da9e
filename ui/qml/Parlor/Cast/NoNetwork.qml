import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Theme

// Instead of the steps while there is no address to type.
ColumnLayout {
    id: root

    spacing: Space.s

    IconDisc {
        Layout.alignment: Qt.AlignHCenter
        Layout.bottomMargin: Space.m
        implicitWidth: Space.mm(90)
        name: "cable"
        tone: Color.quiet
    }
    Label {
        Layout.fillWidth: true
        text: qsTr("This room has no network")
        font.pixelSize: Type.lead
        font.bold: true
        horizontalAlignment: Text.AlignHCenter
    }
    Label {
        Layout.fillWidth: true
        text: qsTr("Connect a network cable to cast.")
        color: Color.quiet
        horizontalAlignment: Text.AlignHCenter
    }
}
