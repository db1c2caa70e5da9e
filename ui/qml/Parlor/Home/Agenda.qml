pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// Today in this room. Rows that do not fit are left out: the page is to be read, not scrolled.
Card {
    id: root

    readonly property int rowHeight: Space.mm(50)
    readonly property int roomForRows: Math.max(1, Math.floor((list.height + list.spacing) / (root.rowHeight + list.spacing)))
    readonly property bool empty: list.count === 0

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Space.l
        spacing: Space.s

        Repeater {
            model: Devices.troubled

            TroubleRow {
                Layout.fillWidth: true
            }
        }
        RowLayout {
            visible: root.empty
            Layout.fillHeight: true
            spacing: Space.l

            IconDisc {
                implicitWidth: Space.mm(62)
                name: Schedule.calendarConnected ? "calendar-check" : "calendar"
                color: Schedule.calendarConnected ? Color.greenGround : Color.inset
                tone: Schedule.calendarConnected ? Color.greenInk : Color.quiet
            }
            ColumnLayout {
                spacing: 0

                Label {
                    Layout.fillWidth: true
                    text: !Schedule.calendarConnected ? qsTr("No calendar connected") : Schedule.count > 0 ? qsTr("Free for the rest of the day") : qsTr("Nothing booked today")
                    font.pixelSize: Type.lead
                    font.bold: true
                }
                Label {
                    Layout.fillWidth: true
                    text: Schedule.calendarConnected ? qsTr("The room is free. Come in.") : qsTr("Today's meetings appear here once this room has one.")
                    color: Color.quiet
                    font.pixelSize: Type.caption
                }
            }
        }
        ListView {
            id: list

            visible: !root.empty
            Layout.fillWidth: true
            Layout.fillHeight: true
            interactive: false
            spacing: Space.s
            model: Schedule.upcoming
            delegate: AgendaRow {
                width: list.width
                height: root.rowHeight
                visible: index < root.roomForRows
            }
        }
    }
}
