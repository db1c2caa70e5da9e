pragma Singleton

import QtQuick

QtObject {
    readonly property int quick: Panel.motionReduced ? 0 : 110
    readonly property int calm: Panel.motionReduced ? 0 : 190
}
