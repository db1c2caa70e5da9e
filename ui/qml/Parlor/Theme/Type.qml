pragma Singleton

import QtQuick

// Sizes of text by the angle that a capital letter fills in the eye of the farthest reader (ISO 9241-303: 16′ is the
// floor, 20′ to 22′ is preferred).
QtObject {
    id: root

    readonly property int caption: root.arcminutes(16)
    readonly property int body: root.arcminutes(18.5)
    readonly property int lead: root.arcminutes(22)
    readonly property int title: root.arcminutes(28)
    readonly property int headline: root.arcminutes(38)
    readonly property int code: root.arcminutes(58)
    readonly property int clock: root.arcminutes(110)

    // of Noto Sans, as a part of the font's size
    readonly property real capHeight: 0.714

    function arcminutes(minutes: real): int {
        const capMm = Panel.distanceMm * Math.tan(minutes / 60 * Math.PI / 180);
        return Math.max(6, Math.round(capMm / root.capHeight * Panel.pixelsPerMm));
    }
}
