import QtQuick
import QtMultimedia
import Parlor.Glass

VideoOutput {
    id: root

    property VideoStream source

    onSourceChanged: feed.join(root.source, root.videoSink)

    fillMode: VideoOutput.PreserveAspectFit

    SinkFeed {
        id: feed
    }
}
