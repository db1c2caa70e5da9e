import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.Theme

// Who it is that one sees, and what is to be known of the picture.
Rectangle {
    id: root

    required property CastTile tile
    required property real room

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

        Label {
            Layout.fillWidth: true
            text: Words.caster(root.tile.name)
            color: Color.barInk
            font.pixelSize: Type.caption
            font.bold: true
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
        }
        PlateSign {
            visible: root.tile.isFrozen
            iconName: "snowflake"
            words: qsTr("Frozen")
            isWritten: true
        }
        PlateSign {
            visible: root.tile.paused && !root.tile.isFrozen
            iconName: "pause"
            words: qsTr("Paused")
            isWritten: true
        }
        PlateSign {
            visible: root.tile.hasSound
            iconName: root.tile.muted ? "volume-x" : "volume-2"
            words: root.tile.muted ? qsTr("Muted") : qsTr("With sound")
            tone: root.tile.muted ? Color.barWarn : Color.barInk
        }
        PlateSign {
            visible: root.tile.isPoor
            iconName: "triangle-alert"
            words: qsTr("Poor network")
            tone: Color.barWarn
        }
    }
}
