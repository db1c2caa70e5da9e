pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// Today in this room. Rows that do not fit are left out: the page is to be read, not scrolled.
Card {
    id: root

    readonly property int firstHeight: Space.mm(64)
    readonly property int rowHeight: Space.mm(38)
    readonly property int gap: Space.s
    readonly property int roomForRows: 1 + Math.max(0, Math.floor((area.height - root.firstHeight) / (root.rowHeight + root.gap)))
    readonly property bool empty: rows.count === 0
    readonly property bool isKnown: Schedule.calendarConnected && Schedule.known

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
                name: root.isKnown ? "calendar-check" : "calendar"
                color: root.isKnown ? Color.greenGround : Color.inset
                tone: root.isKnown ? Color.greenInk : Color.quiet
            }
            ColumnLayout {
                spacing: 0

                Label {
                    Layout.fillWidth: true
                    text: !Schedule.calendarConnected ? qsTr("No calendar connected") : !Schedule.known ? qsTr("The calendar is not read yet") : Schedule.count > 0 ? qsTr("Free for the rest of the day") : qsTr("Nothing booked today")
                    font.pixelSize: Type.lead
                    font.bold: true
                }
                Label {
                    Layout.fillWidth: true
                    text: root.isKnown ? qsTr("The room is free. Come in.") : qsTr("Today's meetings appear here once this room has one.")
                    color: Color.quiet
                    font.pixelSize: Type.caption
                }
            }
        }
        Repeater {
            model: Schedule.offline

            CalendarTrouble {
                Layout.fillWidth: true
            }
        }
        Item {
            id: area

            visible: !root.empty
            Layout.fillWidth: true
            Layout.fillHeight: true

            Column {
                width: parent.width
                spacing: root.gap

                Repeater {
                    id: rows

                    model: Schedule.upcoming

                    AgendaLine {
                        width: area.width
                        height: index === 0 ? root.firstHeight : root.rowHeight
                        visible: index < root.roomForRows
                    }
                }
            }
        }
    }
}
