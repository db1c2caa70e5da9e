import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Settings
import Parlor.Theme

// How a cast comes in, for whoever has to find out why it does so badly.
ColumnLayout {
    id: root

    required property CastTile tile

    spacing: Space.xs

    Chip {
        Layout.bottomMargin: Space.s
        visible: root.tile.isPoor
        text: qsTr("Poor network")
        iconName: "triangle-alert"
        color: Color.amberGround
        tone: Color.amberInk
    }
    Fact {
        Layout.fillWidth: true
        title: qsTr("Picture")
        words: root.tile.sourceWidth > 0 ? qsTr("%1 × %2, %3 fps").arg(root.tile.sourceWidth).arg(root.tile.sourceHeight).arg(Math.round(root.tile.frameRate)) : qsTr("None yet")
    }
    Fact {
        Layout.fillWidth: true
        title: qsTr("Codec")
        words: root.tile.codec
    }
    Fact {
        Layout.fillWidth: true
        title: qsTr("Network")
        words: qsTr("%1 kbit/s, %2 % lost").arg(root.tile.bitrateKbps).arg(root.tile.lossPercent.toFixed(1))
    }
    Fact {
        Layout.fillWidth: true
        title: qsTr("Delay")
        words: root.tile.delayMs > 0 ? qsTr("%1 ms").arg(root.tile.delayMs) : ""
    }
}
