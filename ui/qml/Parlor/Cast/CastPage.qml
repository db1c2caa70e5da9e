import QtQuick
import Parlor.State

// How to cast, or the cast itself.
Item {
    id: root

    Instructions {
        anchors.fill: parent
        visible: !Casts.active
    }
    Loader {
        anchors.fill: parent
        active: Casts.active
        sourceComponent: LiveCast {}
    }
}
