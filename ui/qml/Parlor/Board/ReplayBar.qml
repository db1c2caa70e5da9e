import QtQuick
import QtQuick.Layouts
import Parlor.Canvas
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// The board's history as a time-lapse.
Bar {
    id: root

    required property BoardCanvas canvas
    property real position: 0
    property bool isPlaying: true
    property string speed: "1"

    readonly property int lapseS: 30

    function show(position: real): void {
        root.position = Math.max(0, Math.min(1, position));
        root.canvas.seekReplay(root.position);
        if (root.position >= 1)
            root.isPlaying = false;
    }

    height: column.implicitHeight + Space.m * 2

    Timer {
        interval: 40
        repeat: true
        running: root.visible && root.isPlaying
        onTriggered: root.show(root.position + interval / 1000 / root.lapseS * Number(root.speed))
    }
    RowLayout {
        id: column

        anchors.fill: parent
        anchors.margins: Space.m
        spacing: Space.m

        ToolButton {
            iconName: root.isPlaying ? "pause" : "play"
            text: root.isPlaying ? qsTr("Pause") : qsTr("Play")
            onClicked: {
                if (root.position >= 1)
                    root.show(0);
                root.isPlaying = !root.isPlaying;
            }
        }
        Label {
            text: History.begunAt.toLocaleString(Qt.locale(Settings.language), "HH:mm")
            color: Color.quiet
            font.pixelSize: Type.caption
            wrapMode: Text.NoWrap
        }
        Slider {
            Layout.fillWidth: true
            name: qsTr("Point in time")
            to: 1000
            current: Math.round(root.position * 1000)
            onPressedChanged: if (pressed)
                root.isPlaying = false
            onPicked: value => root.show(value / 1000)
        }
        Label {
            text: History.endedAt.toLocaleString(Qt.locale(Settings.language), "HH:mm")
            color: Color.quiet
            font.pixelSize: Type.caption
            wrapMode: Text.NoWrap
        }
        Segmented {
            values: ["0.5", "1", "3"]
            labels: [qsTr("Slow"), qsTr("Normal"), qsTr("Fast")]
            value: root.speed
            onPicked: value => root.speed = value
        }
        Button {
            iconName: "x"
            text: qsTr("End the replay")
            onClicked: root.canvas.stopReplay()
        }
    }
}
