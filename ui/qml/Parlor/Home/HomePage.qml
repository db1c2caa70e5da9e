import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// The calm state of the glass: which room, what time, what comes next, and the ways in.
Item {
    id: root

    ColumnLayout {
        anchors.fill: parent
        spacing: Space.l

        RowLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            spacing: Space.xl

            ColumnLayout {
                Layout.fillWidth: true
                Layout.fillHeight: true
                spacing: 0

                Label {
                    Layout.fillWidth: true
                    text: Settings.roomName
                    font.pixelSize: Type.headline
                    font.bold: true
                    wrapMode: Text.NoWrap
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: Type.lead
                    elide: Text.ElideRight
                }
                RowLayout {
                    Layout.fillWidth: true
                    spacing: Space.l

                    ClockFace {
                        Layout.fillWidth: true
                    }
                    ColumnLayout {
                        Layout.alignment: Qt.AlignBottom
                        Layout.bottomMargin: Space.xs
                        spacing: Space.s

                        StatusStrip {
                            Layout.alignment: Qt.AlignRight
                        }
                        RoomState {
                            Layout.alignment: Qt.AlignRight
                            visible: Schedule.calendarConnected && Schedule.known
                            onBookAsked: sheets.isBooking = true
                        }
                    }
                }
                Agenda {
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.topMargin: Space.m
                }
            }
            CastingCard {
                Layout.preferredWidth: Space.mm(610)
                Layout.fillHeight: true
            }
        }
        WaysIn {
            Layout.fillWidth: true
        }
    }
    HomeSheets {
        id: sheets

        anchors.fill: parent
        anchors.margins: -Space.edge
    }
}
