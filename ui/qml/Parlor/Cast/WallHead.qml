import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// The way to the other pages while the casts go on, and how one more joins them.
RowLayout {
    id: root

    IconButton {
        iconName: "arrow-left"
        text: qsTr("Back")
        ground: Color.bar
        tone: Color.barInk
        onClicked: Pages.home()
    }
    Item {
        Layout.fillWidth: true
    }
    Rectangle {
        Layout.alignment: Qt.AlignTop
        Layout.preferredWidth: way.implicitWidth + Space.m * 2
        Layout.preferredHeight: Space.mm(28)
        // questions come over this place
        visible: Access.address !== "" && Access.address.length <= 30 && !Casts.isAsked
        radius: height / 2
        color: Color.bar

        Label {
            id: way

            anchors.centerIn: parent
            text: Access.code === "" ? Access.address : qsTr("%1 · code %2").arg(Access.address).arg(Words.grouped(Access.code))
            color: Color.barInk
            font.pixelSize: Type.caption
            wrapMode: Text.NoWrap
        }
    }
}
