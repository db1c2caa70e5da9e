pragma ComponentBehavior: Bound

import QtQuick
import Parlor.State
import Parlor.Theme

// The call: on the way into it, what is being done; then those who are in it.
Rectangle {
    id: root

    color: Color.night

    Loader {
        anchors.fill: parent
        sourceComponent: Meeting.window ? page : Meeting.live ? live : joining
    }
    Component {
        id: joining

        Joining {}
    }
    Component {
        id: page

        WebPage {}
    }
    Component {
        id: live

        CallStage {}
    }
}
