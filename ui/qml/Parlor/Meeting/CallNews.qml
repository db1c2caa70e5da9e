import QtQuick
import Parlor.State

// What is said of calls over every page: why one failed, and who calls.
Item {
    id: root

    required property bool mayRing

    Loader {
        anchors.fill: parent
        active: Meeting.failure !== "" && !Meeting.active
        sourceComponent: FailureSheet {
            onClosed: Meeting.dismissFailure()
        }
    }
    Loader {
        anchors.fill: parent
        active: Meeting.rings
        visible: root.mayRing
        enabled: Connection.connected
        sourceComponent: RingSheet {}
    }
}
