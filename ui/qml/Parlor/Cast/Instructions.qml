pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Parlor.Controls
import Parlor.State
import Parlor.Theme

// The steps of casting, at the size of the whole glass.
Item {
    id: root

    property bool isTrouble: false

    ColumnLayout {
        anchors.fill: parent
        spacing: Space.l

        RowLayout {
            Layout.fillWidth: true
            Layout.leftMargin: Space.edge
            Layout.rightMargin: Space.edge
            Layout.topMargin: Space.edge
            spacing: Space.l

            PageHeader {
                Layout.fillWidth: true
                title: qsTr("Cast")
            }
            Button {
                iconName: "stethoscope"
                text: qsTr("Trouble?")
                onClicked: root.isTrouble = true
            }
        }
        Card {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.leftMargin: Space.edge
            Layout.rightMargin: Space.edge
            Layout.bottomMargin: Space.edge

            NoNetwork {
                anchors.centerIn: parent
                width: parent.width - Space.xl * 2
                visible: Access.address === ""
            }
            RowLayout {
                visible: Access.address !== ""
                anchors.fill: parent
                anchors.margins: Space.mm(56)
                spacing: Space.mm(56)

                ColumnLayout {
                    Layout.fillWidth: true
                    spacing: Space.l

                    AddressStep {
                        Layout.fillWidth: true
                        size: Type.headline
                        isWhole: true
                        onOthersWanted: root.isTrouble = true
                    }
                    CodeStep {
                        Layout.fillWidth: true
                        size: Math.round(Type.code * 1.5)
                    }
                    Label {
                        Layout.fillWidth: true
                        visible: Access.code !== ""
                        text: qsTr("3. Choose what to show. It appears here at once.")
                        color: Color.quiet
                        font.pixelSize: Type.caption
                    }
                    Item {
                        Layout.fillHeight: true
                    }
                    TrustHint {
                        Layout.fillWidth: true
                    }
                }
                JoinCode {
                    Layout.alignment: Qt.AlignVCenter
                    Layout.preferredWidth: Space.mm(400)
                    Layout.preferredHeight: Space.mm(400)
                }
            }
        }
    }
    Loader {
        anchors.fill: parent
        active: root.isTrouble
        sourceComponent: TroubleSheet {
            onClosed: root.isTrouble = false
        }
    }
}
