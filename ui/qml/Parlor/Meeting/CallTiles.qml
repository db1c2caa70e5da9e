pragma ComponentBehavior: Bound

import QtQuick
import Parlor.Glass
import Parlor.State
import Parlor.Theme

// All alike with this room as the last, or one large and the others beside it, this room first; of two the other alone
// is large, with this room in the corner.
Item {
    id: root

    readonly property bool hasConference: Meeting.hasConference
    readonly property bool isSelfAmong: root.hasConference && Meeting.seatCount > 1
    readonly property bool isSelfFirst: root.isSelfAmong && Meeting.bigIndex >= 0
    readonly property int count: Meeting.seatCount + (root.isSelfAmong ? 1 : 0)
    readonly property int big: Meeting.bigIndex + (root.isSelfFirst ? 1 : 0)
    readonly property rect area: Qt.rect(0, 0, root.width, root.height)
    readonly property rect corner: Qt.rect(root.width - Space.mm(240), root.height - Space.mm(135), Space.mm(240), Space.mm(135))
    readonly property rect selfArea: root.isSelfAmong ? CallPlan.place(root.isSelfFirst ? 0 : Meeting.seatCount, root.count, root.big, root.area, Space.s) : root.corner

    Repeater {
        model: Meeting.seats

        SeatTile {
            required property int index

            area: CallPlan.place(index + (root.isSelfFirst ? 1 : 0), root.count, root.big, root.area, Space.s)
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
