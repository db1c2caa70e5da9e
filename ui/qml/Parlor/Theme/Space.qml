pragma Singleton

import QtQuick

// Lengths in millimetres of the real panel.
QtObject {
    id: root

    readonly property int line: Math.max(1, root.mm(1))
    readonly property int xs: root.mm(4)
    readonly property int s: root.mm(8)
    readonly property int m: root.mm(14)
    readonly property int l: root.mm(24)
    readonly property int xl: root.mm(36)
    readonly property int edge: root.mm(48)

    readonly property int touch: root.mm(34)
    readonly property int verb: root.mm(46)
    readonly property int radius: root.mm(9)
    readonly property int cardRadius: root.mm(16)

    function mm(millimetres: real): int {
        return Math.round(millimetres * Panel.pixelsPerMm);
    }
}
