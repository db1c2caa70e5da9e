import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// Everything that can be done with a cast, in words, and how well it comes in.
Sheet {
    id: root

    // null when the cast has just ended
    required property CastTile tile

    readonly property bool isBig: root.tile?.isBig ?? false
    readonly property bool isMuted: root.tile?.muted ?? false
    readonly property bool isFrozen: root.tile?.isFrozen ?? false

    title: Words.caster(root.tile?.name ?? "")
    cardWidth: Space.mm(620)

    TileFacts {
        Layout.fillWidth: true
        tile: root.tile
    }
    VerbRow {
        Layout.fillWidth: true
        iconName: root.isMuted ? "volume-2" : "volume-x"
        text: root.isMuted ? qsTr("Unmute") : qsTr("Mute")
        hint: root.tile?.hasSound ? "" : qsTr("Sends no sound")
        onClicked: {
            Casts.setMuted(root.tile.id, !root.isMuted);
            root.closed();
        }
    }
    VerbRow {
        Layout.fillWidth: true
        iconName: root.isFrozen ? "play" : "snowflake"
        text: root.isFrozen ? qsTr("Live again") : qsTr("Freeze")
        enabled: root.tile?.hasPicture ?? false
        onClicked: {
            root.tile.freeze(!root.isFrozen);
            root.closed();
        }
    }
    VerbRow {
        Layout.fillWidth: true
        iconName: "pen-line"
        text: qsTr("Annotate")
        enabled: root.tile?.canAnnotate ?? false
        onClicked: Pages.annotate(root.tile.id)
    }
    VerbRow {
        Layout.fillWidth: true
        visible: Casts.count > 1
        iconName: root.isBig ? "layout-grid" : "maximize-2"
        text: root.isBig ? qsTr("All alike") : qsTr("Enlarge")
        onClicked: {
            Casts.enlarge(root.isBig ? "" : root.tile.id);
            root.closed();
        }
    }
    VerbRow {
        Layout.fillWidth: true
        iconName: "square"
        text: qsTr("Stop casting")
        onClicked: {
            Casts.stop(root.tile.id);
            root.closed();
        }
    }
}
