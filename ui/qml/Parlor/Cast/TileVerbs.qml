import QtQuick
import Parlor.Controls
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// What can be done with one of several casts, in its tile's middle.
Bar {
    id: root

    required property CastTile tile

    readonly property string who: Words.caster(root.tile.name)

    signal menuAsked

    implicitWidth: row.implicitWidth + Space.s * 2
    implicitHeight: Space.touch + Space.s * 2
    color: Color.bar
    border.width: 0
    enabled: Connection.connected

    Row {
        id: row

        anchors.centerIn: parent
        spacing: Space.s

        BarButton {
            visible: root.tile.hasSound || root.tile.muted
            iconName: root.tile.muted ? "volume-x" : "volume-2"
            text: root.tile.muted ? qsTr("Unmute %1").arg(root.who) : qsTr("Mute %1").arg(root.who)
            isOn: root.tile.muted
            onClicked: Casts.setMuted(root.tile.id, !root.tile.muted)
        }
        BarButton {
            iconName: root.tile.isFrozen ? "play" : "snowflake"
            text: root.tile.isFrozen ? qsTr("%1 live again").arg(root.who) : qsTr("Freeze %1").arg(root.who)
            isOn: root.tile.isFrozen
            enabled: root.tile.hasPicture
            onClicked: root.tile.freeze(!root.tile.isFrozen)
        }
        BarButton {
            iconName: "pen-line"
            text: qsTr("Annotate %1").arg(root.who)
            enabled: root.tile.canAnnotate
            onClicked: Pages.annotate(root.tile.id)
        }
        BarButton {
            iconName: "square"
            text: qsTr("Stop %1").arg(root.who)
            ground: Color.stop
            tone: Color.stopInk
            onClicked: Casts.stop(root.tile.id)
        }
        BarButton {
            iconName: "ellipsis"
            text: qsTr("More about %1").arg(root.who)
            onClicked: root.menuAsked()
        }
    }
}
