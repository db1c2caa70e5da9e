pragma ComponentBehavior: Bound

import QtQuick
import Parlor.Glass
import Parlor.State
import Parlor.Theme

// All alike with this room among them, or one large and the others beside it with this room in its corner.
Item {
    id: root

    readonly property bool hasConference: Meeting.hasConference
    readonly property bool isGrid: Meeting.bigIndex < 0 && Meeting.seatCount > 1
    readonly property bool isSelfInGrid: root.isGrid && root.hasConference
    readonly property int count: Meeting.seatCount + (root.isSelfInGrid ? 1 : 0)
    readonly property rect area: Qt.rect(0, 0, root.width, root.height)
    readonly property rect selfArea: root.isSelfInGrid ? CallPlan.place(Meeting.seatCount, root.count, -1, root.area, Space.s) : Qt.rect(0, root.height - Space.mm(118), Space.mm(210), Space.mm(118))

    Repeater {
        model: Meeting.seats

        SeatTile {
            required property int index

            area: CallPlan.place(index, root.count, Meeting.bigIndex, root.area, Space.s)
            isAlone: Meeting.seatCount === 1
        }
    }
    SelfView {
        x: root.selfArea.x
        y: root.selfArea.y
        width: root.selfArea.width
        height: root.selfArea.height
        visible: root.hasConference
    }
}
