import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// Who waits for a place on a full glass.
Rectangle {
    id: root

    required property real room

    readonly property int number: Casts.waitingNames.length

    visible: root.number > 0
    implicitWidth: Math.min(root.room, row.implicitWidth + Space.m * 2)
    implicitHeight: Space.mm(28)
    radius: height / 2
    color: Color.bar

    RowLayout {
        id: row

        anchors.fill: parent
        anchors.leftMargin: Space.m
        anchors.rightMargin: Space.m
        spacing: Space.s

        Icon {
            name: "hourglass"
            size: Type.caption
            color: Color.barAccent
        }
        Label {
            Layout.fillWidth: true
            text: qsTr("%1 waiting: %2").arg(root.number).arg(Casts.waitingNames.map(name => Words.caster(name)).join(", "))
            color: Color.barInk
            font.pixelSize: Type.caption
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
        }
    }
}
