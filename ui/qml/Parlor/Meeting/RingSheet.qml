import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// Somebody calls: over every page until they are answered or turned away. A touch beside it does neither.
Item {
    id: root

    readonly property string who: CallWords.caller(Meeting.ringingName, Meeting.ringingAddress)

    Accessible.role: Accessible.AlertMessage
    Accessible.name: qsTr("%1 calls this room").arg(root.who)

    Rectangle {
        anchors.fill: parent
        color: Color.scrim

        MouseArea {
            anchors.fill: parent
        }
    }
    Card {
        anchors.centerIn: parent
        width: Math.min(Space.mm(760), root.width - Space.edge * 2)
        height: column.implicitHeight + Space.xl * 2

        ColumnLayout {
            id: column

            anchors.fill: parent
            anchors.margins: Space.xl
            spacing: Space.m

            IconDisc {
                Layout.alignment: Qt.AlignHCenter
                implicitWidth: Space.mm(84)
                name: "phone-incoming"
                color: Color.greenGround
                tone: Color.greenInk

                SequentialAnimation on scale {
                    running: root.visible && !Panel.motionReduced
                    loops: Animation.Infinite

                    NumberAnimation {
                        to: 1.12
                        duration: 350
                        easing.type: Easing.OutQuad
                    }
                    NumberAnimation {
                        to: 1
                        duration: 350
                        easing.type: Easing.InQuad
                    }
                    PauseAnimation {
                        duration: 800
                    }
                }
            }
            Label {
                Layout.fillWidth: true
                Layout.topMargin: Space.s
                text: root.who
                font.pixelSize: Type.headline
                font.bold: true
                horizontalAlignment: Text.AlignHCenter
                maximumLineCount: 2
                elide: Text.ElideRight
            }
            Label {
                Layout.fillWidth: true
                text: Meeting.ringingName !== "" ? qsTr("calls this room from %1").arg(CallWords.bare(Meeting.ringingAddress)) : qsTr("calls this room")
                color: Color.quiet
                horizontalAlignment: Text.AlignHCenter
                maximumLineCount: 2
                elide: Text.ElideRight
            }
            RowLayout {
                Layout.fillWidth: true
                Layout.topMargin: Space.l
                spacing: Space.l
                uniformCellSizes: true

                Button {
                    Layout.fillWidth: true
                    size: Space.verb
                    ground: Color.stop
                    tone: Color.stopInk
                    iconName: "phone-off"
                    text: qsTr("Decline")
                    onClicked: Meeting.declineCall()
                }
                Button {
                    Layout.fillWidth: true
                    size: Space.verb
                    ground: Color.greenGround
                    tone: Color.greenInk
                    iconName: "phone"
                    text: qsTr("Answer")
                    onClicked: Meeting.takeCall()
                }
            }
        }
    }
}
