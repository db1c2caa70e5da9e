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

                ClockFace {
                    Layout.fillWidth: true
                }
                StatusStrip {
                    Layout.alignment: Qt.AlignBottom
                    Layout.bottomMargin: Space.xs
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
