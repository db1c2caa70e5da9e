import QtQuick
import Parlor.Controls
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// What can be done with the cast that is alone or big.
Row {
    id: root

    required property CastTile tile

    signal menuAsked

    spacing: Space.m
    enabled: Connection.connected

    Button {
        visible: root.tile.isBig
        ground: Color.barInset
        tone: Color.barInk
        size: Space.verb
        iconName: "layout-grid"
        text: qsTr("All")
        onClicked: Casts.enlarge("")
    }
    BarButton {
        implicitWidth: Space.verb
        implicitHeight: Space.verb
        visible: root.tile.hasSound || root.tile.muted
        iconName: root.tile.muted ? "volume-x" : "volume-2"
        text: root.tile.muted ? qsTr("Unmute") : qsTr("Mute")
        isOn: root.tile.muted
        onClicked: Casts.setMuted(root.tile.id, !root.tile.muted)
    }
    BarButton {
        implicitWidth: Space.verb
        implicitHeight: Space.verb
        iconName: root.tile.isFrozen ? "play" : "snowflake"
        text: root.tile.isFrozen ? qsTr("Live again") : qsTr("Freeze")
        isOn: root.tile.isFrozen
        enabled: root.tile.hasPicture
        onClicked: root.tile.freeze(!root.tile.isFrozen)
    }
    Button {
        ground: Color.barInset
        tone: Color.barInk
        size: Space.verb
        iconName: "pen-line"
        text: qsTr("Annotate")
        enabled: root.tile.canAnnotate
        onClicked: Pages.annotate(root.tile.id)
    }
    BarButton {
        implicitWidth: Space.verb
        implicitHeight: Space.verb
        iconName: "ellipsis"
        text: qsTr("More")
        onClicked: root.menuAsked()
    }
    Button {
        ground: Color.stop
        tone: Color.stopInk
        size: Space.verb
        iconName: "square"
        text: qsTr("Stop")
        onClicked: Casts.stop(root.tile.id)
    }
}
