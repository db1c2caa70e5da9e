import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// The calm state of the glass: which room, what time, what comes next, and the ways in.
ColumnLayout {
    id: root

    spacing: Space.l

    RowLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        spacing: Space.xl

        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            spacing: 0

            RowLayout {
                Layout.fillWidth: true
                spacing: Space.l

                Label {
                    Layout.fillWidth: true
                    text: Settings.roomName
                    font.pixelSize: Type.headline
                    font.bold: true
                    maximumLineCount: 1
                    wrapMode: Text.NoWrap
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: Type.lead
                    elide: Text.ElideRight
                }
                StatusStrip {
                    Layout.alignment: Qt.AlignVCenter
                }
            }
            ClockFace {
                Layout.fillWidth: true
            }
            Agenda {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.topMargin: Space.m
            }
        }
        CastingCard {
            Layout.preferredWidth: Space.mm(560)
            Layout.fillHeight: true
        }
    }
    WaysIn {
        Layout.fillWidth: true
    }
}
