import QtQuick
import Parlor.Glass
import Parlor.State

// A stream's picture, whole and in its shape. Where Qt draws in software the pixels come ready to paint; on a GPU the
// picture goes through a VideoOutput, whose module is loaded only then.
Item {
    id: root

    required property string stream
    // the last picture stands still
    property bool frozen: false

    readonly property VideoStream videoSource: source
    readonly property bool hasFrame: source.hasFrame
    readonly property int frameWidth: source.frameWidth
    readonly property int frameHeight: source.frameHeight
    readonly property int stalledMs: source.stalledMs
    readonly property bool isSoftware: GraphicsInfo.api === GraphicsInfo.Software

    Accessible.role: Accessible.Graphic

    VideoStream {
        id: source

        stream: root.stream
        active: root.visible && !Power.asleep && !root.frozen
    }
    Picture {
        anchors.fill: parent
        visible: root.isSoftware
        source: root.isSoftware ? source : null
    }
    Loader {
        id: gpu

        anchors.fill: parent
        active: !root.isSoftware && GraphicsInfo.api !== GraphicsInfo.Unknown
        source: "GpuPicture.qml"
    }
    Binding {
        when: gpu.status === Loader.Ready
        target: gpu.item
        property: "source"
        value: source
    }
    Component.onDestruction: source.release()
}
