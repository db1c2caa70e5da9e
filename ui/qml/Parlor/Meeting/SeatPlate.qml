import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.Theme

// Whose picture it is, and what is to be known of them.
Rectangle {
    id: root

    required property string name
    required property real room
    property bool isMuted: false
    property bool isScreen: false
    property bool hasHand: false
    property bool isSpotlit: false

    width: Math.min(root.room, row.implicitWidth + Space.m * 2)
    height: Space.mm(26)
    radius: height / 2
    color: root.hasHand ? Color.barWarn : Color.bar

    RowLayout {
        id: row

        anchors.fill: parent
        anchors.leftMargin: Space.m
        anchors.rightMargin: Space.m
        spacing: Space.xs

        Icon {
            visible: root.hasHand
            name: "hand"
            size: Type.caption
            color: Color.night
        }
        Icon {
            visible: root.isMuted
            name: "mic-off"
            size: Type.caption
            color: root.hasHand ? Color.night : Color.stop
        }
        Icon {
            visible: root.isScreen
            name: "monitor-up"
            size: Type.caption
            color: Color.barAccent
        }
        Icon {
            visible: root.isSpotlit
            name: "star"
            size: Type.caption
            color: root.hasHand ? Color.night : Color.barAccent
        }
        Label {
            Layout.fillWidth: true
            text: CallWords.person(root.name)
            color: root.hasHand ? Color.night : Color.barInk
            font.pixelSize: Type.caption
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
        }
    }
}
