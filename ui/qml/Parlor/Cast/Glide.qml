import QtQuick
import Parlor.Theme

// Something on the wall goes to its new place: seen, but soon over.
Behavior {
    NumberAnimation {
        duration: Motion.calm
        easing.type: Easing.OutCubic
    }
}
