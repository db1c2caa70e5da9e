pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Parlor.Cast
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// How guests get onto the board, who is there, and what they may do.
Sheet {
    id: root

    readonly property bool hasLink: Boards.joinUrl !== ""

    title: qsTr("Draw from your own device")
    cardWidth: Space.mm(1040)

    RowLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        spacing: Space.xl

        ColumnLayout {
            Layout.alignment: Qt.AlignTop
            Layout.preferredWidth: Space.mm(280)
            spacing: Space.m

            LinkCode {
                visible: root.hasLink
                Layout.preferredWidth: Space.mm(260)
                Layout.preferredHeight: Space.mm(260)
                url: Boards.joinUrl
                Accessible.name: qsTr("QR code that leads to the board")
            }
            Label {
                Layout.fillWidth: true
                text: root.hasLink ? Boards.joinUrl : Boards.shared ? qsTr("This room has no network, so no guest can join.") : qsTr("The link was withdrawn: nobody joins with it any more.")
                color: Color.quiet
                font.pixelSize: Type.caption
                wrapMode: Text.WrapAnywhere
                maximumLineCount: 3
                elide: Text.ElideRight
            }
        }
        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.alignment: Qt.AlignTop
            spacing: Space.m

            RowLayout {
                spacing: Space.l

                Label {
                    Layout.fillWidth: true
                    text: qsTr("Guests may draw")
                    font.bold: true
                }
                Switch {
                    text: qsTr("Guests may draw")
                    on: !Boards.viewOnly
                    onPicked: on => Boards.setViewOnly(!on)
                }
            }
            GuestList {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredHeight: Space.mm(170)
            }
            RowLayout {
                spacing: Space.m

                Button {
                    iconName: "refresh-cw"
                    text: qsTr("New link")
                    onClicked: Boards.renewLink()
                }
                Button {
                    visible: Boards.shared
                    iconName: "link-2-off"
                    text: qsTr("Withdraw the link")
                    onClicked: Boards.revokeLink()
                }
            }
        }
    }
    TrustHint {
        Layout.fillWidth: true
    }
}
