pragma Singleton

import QtQuick

// The glass as a thing in the room: how large it is, how far away the last reader sits.
// A window shows what the whole panel would show, smaller.
QtObject {
    id: root

    property real width: 1920
    property real height: 1080
    property real diagonalInches: 65
    property real distanceMm: 3000
    property bool motionReduced: false
    // of the on-screen keyboard while it is there, in pixels
    property real keyboardHeight: 0

    readonly property real diagonalMm: root.diagonalInches * 25.4
    // along a 16:9 panel; a window of another shape is measured by its tighter side
    readonly property real pixelsPerMm: Math.min(root.width / (root.diagonalMm * 0.8716), root.height / (root.diagonalMm * 0.4903))
}
