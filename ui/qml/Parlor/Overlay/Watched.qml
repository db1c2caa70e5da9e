pragma ComponentBehavior: Bound

import QtQuick
import Parlor.State
import Parlor.Theme

// While somebody watches the glass: a sign, and behind it who they are.
Item {
    id: root

    property bool isOpen: false

    WatchedSign {
        anchors.top: parent.top
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.topMargin: Space.s
        visible: Watch.count > 0 && !root.isOpen
        onClicked: root.isOpen = true
    }
    Loader {
        anchors.fill: parent
        active: root.isOpen && Watch.count > 0
        sourceComponent: WatchersSheet {
            onClosed: root.isOpen = false
        }
    }
    Connections {
        target: Watch
        function onChanged(): void {
            if (Watch.count === 0)
                root.isOpen = false;
        }
    }
}
