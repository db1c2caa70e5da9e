import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Settings
import Parlor.Theme

// How a cast comes in, for whoever has to find out why it does so badly.
ColumnLayout {
    id: root

    // null when the cast has just ended
    required property CastTile tile

    readonly property int sourceWidth: root.tile?.sourceWidth ?? 0
    readonly property int sourceHeight: root.tile?.sourceHeight ?? 0
    readonly property int frameRate: Math.round(root.tile?.frameRate ?? 0)
    readonly property int bitrateKbps: root.tile?.bitrateKbps ?? 0
    readonly property real lossPercent: root.tile?.lossPercent ?? 0
    readonly property int delayMs: root.tile?.delayMs ?? 0

    spacing: Space.xs

    Chip {
        Layout.bottomMargin: Space.s
        visible: root.tile?.isPoor ?? false
        text: qsTr("Poor network")
        iconName: "triangle-alert"
        color: Color.amberGround
        tone: Color.amberInk
    }
    Fact {
        Layout.fillWidth: true
        title: qsTr("Picture")
        words: root.sourceWidth > 0 ? qsTr("%1 × %2, %3 fps").arg(root.sourceWidth).arg(root.sourceHeight).arg(root.frameRate) : qsTr("None yet")
    }
    Fact {
        Layout.fillWidth: true
        title: qsTr("Codec")
        words: root.tile?.codec ?? ""
    }
    Fact {
        Layout.fillWidth: true
        title: qsTr("Network")
        words: qsTr("%1 kbit/s, %2 % lost").arg(root.bitrateKbps).arg(root.lossPercent.toFixed(1))
    }
    Fact {
        Layout.fillWidth: true
        title: qsTr("Delay")
        words: root.delayMs > 0 ? qsTr("%1 ms").arg(root.delayMs) : ""
    }
}
