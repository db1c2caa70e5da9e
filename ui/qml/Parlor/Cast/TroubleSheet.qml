import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.Flow
import Parlor.State
import Parlor.Theme

// For whoever cannot cast: what works in this room now, what to do about the rest, and every address.
Sheet {
    id: root

    title: qsTr("What works from this network")
    cardWidth: Space.mm(1300)

    Component.onCompleted: Doctor.look()

    RowLayout {
        Layout.fillWidth: true
        Layout.preferredHeight: Space.mm(520)
        spacing: Space.xl

        ListView {
            id: list

            Layout.fillWidth: true
            Layout.fillHeight: true
            clip: true
            spacing: Space.l
            boundsBehavior: Flickable.StopAtBounds
            model: Doctor.ways
            delegate: WayRow {
                required property var modelData

                width: ListView.view.width
                way: modelData
            }

            Label {
                anchors.fill: parent
                visible: list.count === 0
                text: Doctor.looking ? qsTr("Looking…") : Doctor.failure !== "" ? Words.refusal(Doctor.failure) : ""
                color: Color.quiet
            }
        }
        Rectangle {
            Layout.fillHeight: true
            implicitWidth: Space.line
            color: Color.outline
        }
        ColumnLayout {
            Layout.preferredWidth: Space.mm(420)
            Layout.maximumWidth: Space.mm(420)
            Layout.fillHeight: true
            spacing: Space.m

            Label {
                Layout.fillWidth: true
                text: qsTr("Addresses of this room")
                font.bold: true
            }
            Repeater {
                model: Access.urls

                Label {
                    required property string modelData

                    Layout.fillWidth: true
                    text: modelData
                    color: Color.accent
                    font.pixelSize: Type.caption
                    wrapMode: Text.WrapAnywhere
                }
            }
            Label {
                Layout.fillWidth: true
                visible: Access.address !== ""
                text: qsTr("Test your own device at")
                color: Color.quiet
                font.pixelSize: Type.caption
            }
            Label {
                Layout.fillWidth: true
                Layout.topMargin: -Space.s
                visible: Access.address !== ""
                text: Access.address + "/doctor"
                color: Color.accent
                font.pixelSize: Type.caption
                wrapMode: Text.WrapAnywhere
            }
            Item {
                Layout.fillHeight: true
            }
            Button {
                Layout.fillWidth: true
                iconName: "rotate-cw"
                text: Doctor.looking ? qsTr("Looking…") : qsTr("Check again")
                enabled: !Doctor.looking
                onClicked: Doctor.look()
            }
        }
    }
}
