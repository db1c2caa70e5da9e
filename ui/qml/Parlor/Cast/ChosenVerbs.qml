import QtQuick
import Parlor.Controls
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// What can be done with the cast that is alone or big.
Row {
    id: root

    // null when the cast has just ended
    required property CastTile tile

    readonly property bool isBig: root.tile?.isBig ?? false
    readonly property bool isMuted: root.tile?.muted ?? false
    readonly property bool hasSound: root.tile?.hasSound ?? false
    readonly property bool hasPicture: root.tile?.hasPicture ?? false
    readonly property bool isFrozen: root.tile?.isFrozen ?? false
    readonly property bool canAnnotate: root.tile?.canAnnotate ?? false

    signal menuAsked

    spacing: Space.m
    enabled: Connection.connected

    Button {
        visible: root.isBig
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
        visible: root.hasSound || root.isMuted
        iconName: root.isMuted ? "volume-x" : "volume-2"
        text: root.isMuted ? qsTr("Unmute") : qsTr("Mute")
        isOn: root.isMuted
        onClicked: Casts.setMuted(root.tile.id, !root.isMuted)
    }
    BarButton {
        implicitWidth: Space.verb
        implicitHeight: Space.verb
        iconName: root.isFrozen ? "play" : "snowflake"
        text: root.isFrozen ? qsTr("Live again") : qsTr("Freeze")
        isOn: root.isFrozen
        enabled: root.hasPicture
        onClicked: root.tile.freeze(!root.isFrozen)
    }
    Button {
        ground: Color.barInset
        tone: Color.barInk
        size: Space.verb
        iconName: "pen-line"
        text: qsTr("Annotate")
        enabled: root.canAnnotate
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
