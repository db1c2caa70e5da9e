import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// Everything that can be done with a cast, in words, and how well it comes in.
Sheet {
    id: root

    required property CastTile tile

    title: Words.caster(root.tile.name)
    cardWidth: Space.mm(620)

    TileFacts {
        Layout.fillWidth: true
        tile: root.tile
    }
    VerbRow {
        Layout.fillWidth: true
        iconName: root.tile.muted ? "volume-2" : "volume-x"
        text: root.tile.muted ? qsTr("Unmute") : qsTr("Mute")
        hint: root.tile.hasSound ? "" : qsTr("Sends no sound")
        onClicked: {
            Casts.setMuted(root.tile.id, !root.tile.muted);
            root.closed();
        }
    }
    VerbRow {
        Layout.fillWidth: true
        iconName: root.tile.isFrozen ? "play" : "snowflake"
        text: root.tile.isFrozen ? qsTr("Live again") : qsTr("Freeze")
        enabled: root.tile.hasPicture
        onClicked: {
            root.tile.freeze(!root.tile.isFrozen);
            root.closed();
        }
    }
    VerbRow {
        Layout.fillWidth: true
        iconName: "pen-line"
        text: qsTr("Annotate")
        enabled: root.tile.canAnnotate
        onClicked: Pages.annotate(root.tile.id)
    }
    VerbRow {
        Layout.fillWidth: true
        visible: Casts.count > 1
        iconName: root.tile.isBig ? "layout-grid" : "maximize-2"
        text: root.tile.isBig ? qsTr("All alike") : qsTr("Enlarge")
        onClicked: {
            Casts.enlarge(root.tile.isBig ? "" : root.tile.id);
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
